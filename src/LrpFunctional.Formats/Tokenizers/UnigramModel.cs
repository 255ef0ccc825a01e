using System.Collections.Immutable;
using System.Text.Json;
using LanguageExt;

namespace LrpFunctional.Formats.Tokenizers;

/// <summary>
/// The model Unigram: of all ways to write a word as pieces the one whose log-probabilities add up to most.
/// </summary>
internal sealed class UnigramModel
{
    // What an unknown character costs below the least of all pieces.
    private const double Penalty = 10;

    private readonly Dictionary<(int Node, int Rune), int> _next = [];
    private readonly Dictionary<int, int> _ids = [];
    private readonly ImmutableArray<(string Word, double Score)> _pieces;
    private readonly double _unknown;

    private UnigramModel(ImmutableArray<(string Word, double Score)> pieces)
    {
        _pieces = pieces;
        _unknown = pieces.Min(piece => piece.Score) - Penalty;
        foreach (var (id, (word, _)) in pieces.Index())
        {
            var node = 0;
            foreach (var rune in word.EnumerateRunes())
            {
                if (!_next.TryGetValue((node, rune.Value), out var next))
                    _next.Add((node, rune.Value), next = _next.Count + 1);
                node = next;
            }

            _ids.TryAdd(node, id);
        }
    }

    /// <summary>The model with these settings.</summary>
    public static PieceModels Of(Setting model)
    {
        if (model.Truth("byte_fallback", false))
            throw model.NotDone("byte_fallback");
        ImmutableArray<(string Word, double Score)> pieces = [.. model.Each("vocab").Select(Scored)];
        if (pieces.IsEmpty)
            throw model.NotDone("vocab");
        var unknown = model.Has("unk_id") ? model.Number("unk_id") : Option<int>.None;
        if (unknown.Exists(id => id >= pieces.Length))
            throw model.At("unk_id").Refused(model.At("unk_id").Json, $"a number from 0 to {pieces.Length - 1}");
        return new PieceModels(
            "Unigram",
            [.. pieces.Select((piece, id) => (piece.Word, id))],
            unknown.Map(id => pieces[id].Word),
            new UnigramModel(pieces).Best
        );
    }

    private ImmutableArray<Found> Best(ImmutableArray<Sign> word)
    {
        // At each place: the best sum up to there, where its last piece begins, and that piece's id.
        var best = new (double Sum, int First, int Id)[word.Length + 1];
        Array.Fill(best, (double.NegativeInfinity, -1, -1), 1, word.Length);
        for (var first = 0; first < word.Length; first++)
        {
            void Try(int end, double score, int id)
            {
                if (best[end].First < 0 || best[first].Sum + score > best[end].Sum)
                    best[end] = (best[first].Sum + score, first, id);
            }

            var (node, hasSingle) = (0, false);
            for (var end = first; end < word.Length && _next.TryGetValue((node, word[end].Rune.Value), out node); end++)
            {
                if (!_ids.TryGetValue(node, out var id))
                    continue;
                Try(end + 1, _pieces[id].Score, id);
                hasSingle |= end == first;
            }

            if (!hasSingle)
                Try(first + 1, _unknown, -1);
        }

        var found = new Stack<Found>();
        for (var end = word.Length; end > 0; )
        {
            var (_, first, id) = best[end];
            // Unknown characters in a row are one piece.
            while (id < 0 && first > 0 && best[first].Id < 0)
                first = best[first].First;
            found.Push(
                id < 0
                    ? new Found(Sign.Text(word.AsSpan()[first..end]), Option<int>.None, end - first)
                    : new Found(_pieces[id].Word, id, end - first)
            );
            end = first;
        }

        return [.. found];
    }

    private static (string Word, double Score) Scored(Setting piece)
    {
        var pair = piece.Each();
        return
            pair.Length == 2
            && pair[0].Text() is { Length: > 0 } word
            && pair[1].Json.ValueKind == JsonValueKind.Number
            && pair[1].Json.TryGetDouble(out var score)
            && double.IsFinite(score)
            ? (word, score)
            : throw piece.Refused(piece.Json, "a piece and its logarithm of probability");
    }
}
