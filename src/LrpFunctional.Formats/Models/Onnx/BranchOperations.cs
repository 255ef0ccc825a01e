using System.Collections.Immutable;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>The operations that choose what is done.</summary>
internal static class BranchOperations
{
    private const string Then = "then_branch";
    private const string Else = "else_branch";

    /// <summary>What the branch gives that is taken, where sizes that are known say which.</summary>
    public static ImmutableArray<Value> If(Step step)
    {
        if (step.Input(0) is not Value.Integers { Cells: [{ IsKnown: true, Offset: var condition }] })
        {
            throw step.Refusal(
                $"its condition \"{step.Node.Inputs[0]}\" depends on the input, "
                    + "where one that the sizes in the file decide is expected",
                "export the network without squeeze(), or with the number of units in its axes"
            );
        }

        var taken = condition != 0 ? Then : Else;
        if (!step.Has(taken) || step.Node.Attributes[taken].Branch is not [var branch])
            throw step.Refusal($"it has no {taken}");
        return branch.Outputs.Length == step.Node.Outputs.Length
            ? step.Branch(step, branch)
            : throw step.Refusal(
                $"its {taken} gives {branch.Outputs.Length} values, where {step.Node.Outputs.Length} are expected"
            );
    }
}
