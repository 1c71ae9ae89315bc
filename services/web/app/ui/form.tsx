import { createContext, type ReactNode, useContext } from "react";
import { Form as AriaForm } from "react-aria-components";
import type { ApiForm } from "../state/api-form.ts";
import { Icon } from "./icon.tsx";

const FormContext = createContext<Pick<ApiForm, "fieldProblems" | "forget">>({
  fieldProblems: {},
  forget: () => {},
});

/**
 * What is wrong with a field of the form around it. It goes as soon as the value changes, not when the field is left:
 * what vanishes while a button is pressed moves the button away under the finger.
 */
export function useFieldProblem(name: string): { problem: string | undefined; forget: () => void } {
  const { fieldProblems, forget } = useContext(FormContext);
  return { problem: fieldProblems[name], forget: () => forget(name) };
}

/** A form of an `ApiForm`: its problem above the button, its fields' problems beside the fields. */
export function Form({ form, button, children }: { form: ApiForm; button: ReactNode; children: ReactNode }) {
  return (
    <FormContext value={form}>
      <AriaForm
        validationBehavior="aria"
        onSubmit={(event) => {
          event.preventDefault();
          form.submit(event.currentTarget);
        }}
      >
        {children}
        <div role="alert">
          {form.problem !== undefined && (
            <p className="form-problem">
              <Icon name="warning" />
              <span>{form.problem}</span>
            </p>
          )}
        </div>
        {button}
      </AriaForm>
    </FormContext>
  );
}
