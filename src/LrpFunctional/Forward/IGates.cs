namespace LrpFunctional.Forward;

/// <summary>What one step's gates and candidate were: <see cref="LstmGates"/> or <see cref="GruGates"/>.</summary>
public interface IGates;
