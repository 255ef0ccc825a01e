using System.Collections.Immutable;

namespace LrpFunctional.Formats.Tensors;

/// <summary>
/// What a pickle has put down while it is read: values, marks among them, and those that it refers to.
/// </summary>
/// <param name="malformed">The fault of a pickle that takes what is not there.</param>
/// <param name="full">The fault of a pickle that puts down one more than it may.</param>
/// <param name="most">How many values and marks it may put down; an honest one has some twenty for a tensor or
/// word.</param>
internal sealed class PickleStack(Func<string, FaultException> malformed, Func<FaultException> full, int most)
{
    private readonly List<Pickle> _values = [];
    private readonly Stack<int> _marks = new();
    private readonly Dictionary<long, Pickle> _memo = [];
    private int _pushed;

    private int Floor => _marks.TryPeek(out var mark) ? mark : 0;

    /// <summary>Whether nothing is there that the next value could be within, but for a text before its name.</summary>
    public bool IsOuter => _values is [] or [Pickle.Text];

    /// <summary>The text on top, if there is one, in a dictionary that is in no other.</summary>
    public string? OuterKey => _marks.Count <= 1 && _values is [.., Pickle.Text key] ? key.Value : null;

    public void Push(Pickle value)
    {
        if (++_pushed > most)
            throw full();
        _values.Add(value);
    }

    public Pickle Top() => _values.Count > Floor ? _values[^1] : throw malformed("the stack");

    public Pickle Pop() => Pop(1)[0];

    public ImmutableArray<Pickle> Pop(int count)
    {
        if (_values.Count - count < Floor)
            throw malformed("the stack");
        ImmutableArray<Pickle> items = [.. _values.Skip(_values.Count - count)];
        _values.RemoveRange(_values.Count - count, count);
        return items;
    }

    public void Mark()
    {
        if (++_pushed > most)
            throw full();
        _marks.Push(_values.Count);
    }

    public ImmutableArray<Pickle> PopToMark() =>
        _marks.TryPop(out var mark) ? Pop(_values.Count - mark) : throw malformed("a mark");

    /// <summary>Remembers the value on top under the next number.</summary>
    public void Remember() => _memo[_memo.Count] = Top();

    /// <summary>Remembers the value on top under a number.</summary>
    public void Remember(long index) => _memo[index] = Top();

    /// <summary>Puts down a value that was remembered.</summary>
    public void Recall(long index) =>
        Push(_memo.TryGetValue(index, out var value) ? value : throw malformed("a reference"));
}
