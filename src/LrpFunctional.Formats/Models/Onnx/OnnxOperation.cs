using System.Collections.Immutable;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>An operation that is understood.</summary>
/// <param name="Run">What the outputs of a node mean.</param>
/// <param name="Inputs">Its inputs, in their order; the last stands for any number where its name ends with
/// dots.</param>
/// <param name="Attributes">Its attributes.</param>
internal sealed record OnnxOperation(
    Func<Step, ImmutableArray<Value>> Run,
    ImmutableArray<OnnxSetting> Inputs,
    ImmutableArray<OnnxSetting> Attributes
)
{
    private const string More = "...";

    /// <summary>
    /// What the node's outputs mean, if each of its attributes and inputs is read or changes nothing.
    /// </summary>
    /// <exception cref="FaultException">One is not, or the operation cannot be run as it says.</exception>
    public ImmutableArray<Value> Of(Step step)
    {
        foreach (var attribute in step.Node.Attributes.Values)
            Check(step, attribute);
        for (var at = 0; at < step.Inputs.Length; at++)
        {
            if (step.Inputs[at].IsSome)
                CheckInput(step, at);
        }

        return Run(step);
    }

    private void Check(Step step, OnnxAttribute given)
    {
        if (Attributes.FirstOrDefault(known => known.Name == given.Name && known.IsIn(step.Opset)) is not { } attribute)
            throw step.Refusal($"its attribute \"{given.Name}\" is none that {step.Node.Op} has in opset {step.Opset}");
        if (given.FunctionAttribute != "")
            throw step.Refusal(
                $"its attribute \"{given.Name}\" stands for one of a function, where a constant is expected"
            );
        if (attribute.Use is OnnxUse.Refused refused && !refused.IsHarmless(given))
            throw step.Refusal(
                $"its attribute \"{given.Name}\" is not read: {refused.Problem}",
                "export the network without it"
            );
        if (given.SaidForm != 0 && given.SaidForm != attribute.Form)
            throw step.Refusal(
                $"its attribute \"{given.Name}\" has the form {given.SaidForm}, where {attribute.Form} is expected"
            );
    }

    private void CheckInput(Step step, int at)
    {
        var input =
            Inputs.ElementAtOrDefault(at)
            ?? (Inputs is [.., var last] && last.Name.EndsWith(More, StringComparison.Ordinal) ? last : null);
        if (input is null || !input.IsIn(step.Opset))
            throw step.Refusal(
                $"its input {at}, \"{step.Node.Inputs[at]}\", is none that {step.Node.Op} has in opset {step.Opset}"
            );
        if (input.Use is OnnxUse.Refused refused)
            throw step.Refusal(
                $"its input {input.Name}, \"{step.Node.Inputs[at]}\", is not read: {refused.Problem}",
                "export a network without it"
            );
    }
}
