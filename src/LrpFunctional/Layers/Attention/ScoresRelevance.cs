using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Attention;

/// <summary>The relevance that flowed back from the scores of one head, over the steps of one sequence.</summary>
/// <param name="Queries">R of q (T × d).</param>
/// <param name="Keys">R of k (T × d).</param>
/// <param name="Stabilizer">What stayed on the stabilizer (T × 1).</param>
internal sealed record ScoresRelevance(Matrix Queries, Matrix Keys, Matrix Stabilizer);
