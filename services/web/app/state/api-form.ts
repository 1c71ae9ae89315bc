import type { Answer, ProblemCode } from "@vc/client";
import { useRef, useState } from "react";
import { useWords } from "./language.tsx";

/** What is wrong with each field, by its name in the API. */
export type FieldProblems = Readonly<Record<string, string>>;

export interface ApiForm {
  readonly isSending: boolean;
  readonly fieldProblems: FieldProblems;
  /** What concerns the whole form. */
  readonly problem: string | undefined;
  readonly submit: (form: HTMLFormElement) => void;
  /** Forgets what was wrong with a field, as its value changes. */
  readonly forget: (field: string) => void;
}

/**
 * A form whose values one call of the API takes. What a browser can see is wrong is said before anything is sent; what
 * the API refuses is said in the person's language, at the field where it names one. Pressed twice it sends once.
 *
 * @param check problems of the values as they are now
 * @param send the call
 * @param pathWords what to say of a field whose value the API refuses; by default that it is not accepted
 * @param fieldWords what to say of a field, or of the whole form, for a code of the API; by default its general words
 */
export function useApiForm<T>(options: {
  check: () => FieldProblems;
  send: () => Promise<Answer<T>>;
  onDone: (data: T) => void | Promise<void>;
  fieldWords?: Partial<Record<ProblemCode, { readonly field?: string; readonly words: string }>>;
  pathWords?: Readonly<Record<string, string>>;
}): ApiForm {
  const { account, problems, states } = useWords();
  const [isSending, setIsSending] = useState(false);
  const [fieldProblems, setFieldProblems] = useState<FieldProblems>({});
  const [problem, setProblem] = useState<string>();
  const isUnderWay = useRef(false);

  async function send(form: HTMLFormElement): Promise<void> {
    const found = options.check();
    setProblem(undefined);
    setFieldProblems(found);
    if (Object.keys(found).length > 0) return focusFirstInvalid(form);
    setIsSending(true);
    try {
      const answer = await options.send();
      if (answer.error === undefined) return await options.onDone(answer.data);
      const { code, errors = [] } = answer.error;
      const own = options.fieldWords?.[code];
      const words = own?.words ?? problems[code] ?? problems.internal_error;
      if (own?.field !== undefined) setFieldProblems({ [own.field]: words });
      else if (code === "invalid_request" && errors.some(({ path }) => path !== "")) {
        // The API's own words are for programs.
        setFieldProblems(
          Object.fromEntries(
            errors.map(({ path }) => [path, options.pathWords?.[path] ?? account.fieldProblems.notAccepted]),
          ),
        );
      } else setProblem(words);
      focusFirstInvalid(form);
    } catch {
      setProblem(states.noAnswer);
    } finally {
      setIsSending(false);
    }
  }

  return {
    isSending,
    fieldProblems,
    problem,
    forget: (field) => {
      setFieldProblems((problems) => {
        if (problems[field] === undefined) return problems;
        const { [field]: _, ...others } = problems;
        return others;
      });
    },
    submit: (form) => {
      if (isUnderWay.current) return;
      isUnderWay.current = true;
      void send(form).finally(() => {
        isUnderWay.current = false;
      });
    },
  };
}

/** After the problems are drawn: the field that comes first has the focus, and a screen reader says what is wrong. */
function focusFirstInvalid(form: HTMLFormElement): void {
  requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
