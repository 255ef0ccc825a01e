using LrpFunctional.Layers.Recurrent.Gru;
using LrpFunctional.Layers.Recurrent.Lstm;

namespace LrpFunctional.Layers.Recurrent;

/// <summary>What one step's gates and candidate were: <see cref="LstmGates"/> or <see cref="GruGates"/>.</summary>
public interface IGates;
