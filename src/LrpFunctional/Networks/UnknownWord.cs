using LanguageExt;

namespace LrpFunctional.Networks;

/// <summary>Gives a word that the vocabulary lacks an id, or refuses it.</summary>
public delegate Validation<Fault, int> UnknownWord(string source, string word);
