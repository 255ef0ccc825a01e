using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;
using LrpFunctional.Laboratory.Faithfulness;
using LrpFunctional.Methods;
using LrpFunctional.Numerics;
using LrpFunctional.Tests.Reference;
using LrpFunctional.Training.Tasks;

namespace LrpFunctional.Tests.Laboratory.Faithfulness;

/// <summary>The networks of tasks whose reasons are known, and explainers that read the reasons off the steps.</summary>
internal static class GroundTruths
{
    /// <summary>A bench of some tasks and explainers.</summary>
    public static Bench Bench(int count, ImmutableArray<GeneratedTask> tasks, params ImmutableArray<Method> methods)
    {
        ImmutableArray<KnownTask> known =
        [
            .. tasks.Select(task => new KnownTask(
                task.Name,
                ModelFiles.Read(Repository.At("model", "arithmetic", task.Name)).OrThrow().Network,
                [
                    .. task.Sequences(5, Split.Testing, count)
                        .Select(made => new KnownSequence(made.Sentence, made.Steps, made.Summands)),
                ]
            )),
        ];
        return new Bench(known[0].Network, [], methods, Erasing.Zero, 1, ExplainOptions.Default) { Tasks = known };
    }

    /// <summary>What a step says by itself, given its numbers and the class explained.</summary>
    public static Method OfSteps(string name, Func<double[], int, double> relevance) =>
        Method.Of(
            name,
            (trace, outputs) =>
            {
                var numbers = trace.Batch.Numbers.IfNone(Matrix.Zero(0, 0));
                var values = new double[trace.Batch.Packing.Rows];
                foreach (var (lane, output) in outputs.Index())
                {
                    foreach (var row in trace.Batch.Packing.RowsOf(lane))
                        values[row] = relevance(numbers.Row(row).ToArray(), output.Class);
                }

                return new Attribution(Matrix.Of(values.Length, 1, [.. values]), Option<Matrix>.None);
            }
        );
}
