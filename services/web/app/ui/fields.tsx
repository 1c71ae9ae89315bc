import { type ReactNode, useState } from "react";
import {
  TextField as AriaTextField,
  Button,
  FieldError,
  Input,
  Label,
  Radio,
  RadioGroup,
  Text,
  TextArea,
} from "react-aria-components";
import { useWords } from "../state/language.tsx";
import { useFieldProblem } from "./form.tsx";
import { Icon } from "./icon.tsx";

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly autoComplete?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** One line of text, with its label, a hint, and what is wrong with it. */
export function LineField({
  name,
  label,
  hint,
  autoComplete,
  value,
  onChange,
  type = "text",
}: FieldProps & { type?: "text" | "email" }) {
  const { problem, forget } = useFieldProblem(name);
  return (
    <AriaTextField
      className="field"
      name={name}
      type={type}
      value={value}
      onChange={(text) => {
        forget();
        onChange(text);
      }}
      isInvalid={problem !== undefined}
      isRequired
    >
      <Label>{label}</Label>
      <Input
        className="input"
        {...(autoComplete === undefined ? {} : { autoComplete })}
        maxLength={254}
        spellCheck="false"
      />
      <Problem text={problem} />
      {hint !== undefined && (
        <Text slot="description" className="hint block">
          {hint}
        </Text>
      )}
    </AriaTextField>
  );
}

/** Several lines of text, which grow with what is written. */
export function TextField({
  name,
  label,
  hint,
  value,
  onChange,
  maximum,
  isOptional = false,
}: FieldProps & { maximum: number | undefined; isOptional?: boolean }) {
  const { problem, forget } = useFieldProblem(name);
  return (
    <AriaTextField
      className="field"
      name={name}
      value={value}
      onChange={(text) => {
        forget();
        onChange(text);
      }}
      isInvalid={problem !== undefined}
      isRequired={!isOptional}
    >
      <Label>{label}</Label>
      <TextArea className="input text-area text-area-tall" maxLength={maximum} rows={5} />
      <Problem text={problem} />
      {hint !== undefined && (
        <Text slot="description" className="hint block">
          {hint}
        </Text>
      )}
    </AriaTextField>
  );
}

/** A password, which can be shown. Pasting is allowed: it is how password managers work. */
export function PasswordField({
  name,
  label,
  hint,
  autoComplete,
  value,
  onChange,
  minimum,
}: FieldProps & { minimum?: number }) {
  const { account } = useWords();
  const [isShown, setIsShown] = useState(false);
  const { problem, forget } = useFieldProblem(name);
  return (
    <AriaTextField
      className="field"
      name={name}
      type={isShown ? "text" : "password"}
      value={value}
      onChange={(text) => {
        forget();
        onChange(text);
      }}
      isInvalid={problem !== undefined}
      isRequired
    >
      <Label>{label}</Label>
      <span className="inset inset-end">
        <Input
          className="input"
          {...(autoComplete === undefined ? {} : { autoComplete })}
          maxLength={200}
          spellCheck="false"
          autoCapitalize="none"
        />
        <Button
          className="icon-button"
          onPress={() => setIsShown(!isShown)}
          aria-label={isShown ? account.hidePassword : account.showPassword}
        >
          <Icon name={isShown ? "eye-slash" : "eye"} className="icon-large" />
        </Button>
      </span>
      {minimum !== undefined && <LengthMeter length={value.length} minimum={minimum} />}
      <Problem text={problem} />
      {hint !== undefined && (
        <Text slot="description" className="hint block">
          {hint}
        </Text>
      )}
    </AriaTextField>
  );
}

function LengthMeter({ length, minimum }: { length: number; minimum: number }) {
  const filled = Math.min(length, minimum);
  return (
    <svg
      className={filled === minimum ? "meter meter-full" : "meter"}
      viewBox={`0 0 ${minimum} 6`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={`M0 0h${filled}v6H0z`} />
    </svg>
  );
}

function Problem({ text }: { text: string | undefined }) {
  return (
    <FieldError className="field-error">
      <Icon name="warning" />
      {text}
    </FieldError>
  );
}

/** One of a few things, all of them visible. */
export function RadioPair<Value extends string>({
  name,
  label,
  options,
  value,
  onChange,
}: {
  name: string;
  label: string;
  options: readonly { readonly value: Value; readonly label: string }[];
  value: Value;
  onChange: (value: Value) => void;
}) {
  return (
    <RadioGroup
      className="field"
      name={name}
      value={value}
      onChange={(chosen) => {
        const option = options.find((each) => each.value === chosen);
        if (option !== undefined) onChange(option.value);
      }}
    >
      <Label className="label">{label}</Label>
      <div className="radio-pair">
        {options.map((option) => (
          <Radio key={option.value} className="radio" value={option.value}>
            <span lang={option.value}>{option.label}</span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
