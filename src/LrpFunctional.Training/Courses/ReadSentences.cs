using LrpFunctional.Networks;
using LrpFunctional.Sequences;

namespace LrpFunctional.Training.Courses;

/// <summary>The labelled sentences of a file, read anew each time.</summary>
/// <param name="network">A network that knows the labels and, where it reads words, none of them.</param>
/// <param name="phrases">Whether each part of a labelled tree is a sentence of its own.</param>
public delegate IEnumerable<Sentence> ReadSentences(RecurrentNetwork network, bool phrases);
