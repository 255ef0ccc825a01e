using System.Collections.Immutable;

namespace LrpFunctional.Sequences;

/// <summary>Sentences laid out to run together; one sentence is a batch of one.</summary>
public sealed record PackedBatch
{
    private PackedBatch(ImmutableArray<Sentence> sentences, ImmutableArray<int> origins, Packing packing, ImmutableArray<int> ids, ImmutableArray<int> inputs)
    {
        Sentences = sentences;
        Origins = origins;
        Packing = packing;
        Ids = ids;
        Inputs = inputs;
    }

    /// <summary>The sentence in each lane, longest first, in their given order where equally long.</summary>
    public ImmutableArray<Sentence> Sentences { get; }

    /// <summary>Where each lane's sentence stood in what was packed.</summary>
    public ImmutableArray<int> Origins { get; }

    /// <summary>Where each lane's steps lie.</summary>
    public Packing Packing { get; }

    /// <summary>The distinct ids of the batch: each is looked up and projected once.</summary>
    public ImmutableArray<int> Ids { get; }

    /// <summary>For each packed row, in the order of the words, the place of its id in <see cref="Ids"/>.</summary>
    public ImmutableArray<int> Inputs { get; }

    /// <summary>The batch of these sentences.</summary>
    /// <exception cref="ArgumentException">There is no sentence.</exception>
    public static PackedBatch Of(ImmutableArray<Sentence> sentences)
    {
        var lanes = sentences.Select((sentence, origin) => (Sentence: sentence, Origin: origin)).OrderByDescending(lane => lane.Sentence.Length).ToImmutableArray();
        var packing = Packing.Of([.. lanes.Select(lane => lane.Sentence.Length)]);
        var rows =
            from step in Enumerable.Range(0, packing.Steps)
            from lane in Enumerable.Range(0, packing.Lanes(step))
            select lanes[lane].Sentence.Ids[step];
        var ids = rows.ToImmutableArray();
        var distinct = ids.Distinct().ToImmutableArray();
        var place = distinct.Select((id, at) => (id, at)).ToDictionary(pair => pair.id, pair => pair.at);
        return new PackedBatch([.. lanes.Select(lane => lane.Sentence)], [.. lanes.Select(lane => lane.Origin)], packing, distinct, [.. ids.Select(id => place[id])]);
    }

    /// <summary>What was computed lane by lane, in the order in which the sentences were given.</summary>
    public ImmutableArray<T> InGivenOrder<T>(ImmutableArray<T> lanes) =>
        [.. Origins.Zip(lanes, (origin, lane) => (origin, lane)).OrderBy(pair => pair.origin).Select(pair => pair.lane)];
}
