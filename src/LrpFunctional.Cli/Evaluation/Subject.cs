using System.Collections.Immutable;
using System.Globalization;
using LanguageExt;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Outputs;
using LrpFunctional.Laboratory.Faithfulness;
using LrpFunctional.Sequences;

namespace LrpFunctional.Cli.Evaluation;

/// <summary>What experiments are made on, and what of it the page says.</summary>
/// <param name="Name">What the model is called beside others; none where there is one.</param>
/// <param name="Model">The model.</param>
/// <param name="Experiments">The experiments that are made on it.</param>
/// <param name="Tasks">Tasks whose reasons are known, for experiments on networks of their own.</param>
/// <param name="Sentences">Reads the sentences.</param>
/// <param name="Facts">What the page says of a bench with it.</param>
internal sealed record Subject(
    Option<string> Name,
    StoredModel Model,
    ImmutableArray<Experiment> Experiments,
    ImmutableArray<KnownTask> Tasks,
    Func<ImmutableArray<Sentence>> Sentences,
    Func<Bench, ImmutableArray<(string Name, string Value)>> Facts
)
{
    /// <summary>A model of the user's, with sentences that it reads.</summary>
    public static Subject OfUser(
        Option<string> name,
        StoredModel model,
        ImmutableArray<Experiment> experiments,
        ImmutableArray<KnownTask> tasks,
        Func<ImmutableArray<Sentence>> sentences
    ) =>
        new(
            name,
            model,
            experiments,
            tasks,
            sentences,
            bench =>
                [
                    (name.Match(of => $"network of {of}", () => "network"), $"{bench.Network.Hash}, {model.Layout}"),
                    ("sentences", bench.Sentences.Length.ToString(CultureInfo.InvariantCulture)),
                    ("words deleted", bench.Erasing.Name),
                ]
        );

    /// <summary>Networks and sequences that experiments bring, and no other.</summary>
    public static Subject OnItsOwn(ImmutableArray<Experiment> experiments, GroundTruth truth) =>
        new(Option<string>.None, truth.Models[0], experiments, truth.Tasks, () => [], _ => []);

    /// <summary>What goes wrong with it is told by its name.</summary>
    public T Told<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (FaultException exception)
        {
            throw new FaultException([.. exception.Faults.Select(Told)]);
        }
    }

    /// <summary>A fault that names it, where there are others.</summary>
    public Fault Told(Fault fault) =>
        Name.Match(name => new Fault($"{name}: {fault.Where}", fault.Problem, fault.Remedy), () => fault);
}

/// <summary>All that experiments are made on.</summary>
/// <param name="All">Model by model.</param>
/// <param name="Files">What is read of them, once it is.</param>
internal sealed record Subjects(ImmutableArray<Subject> All, Func<ImmutableArray<InputFile>> Files);
