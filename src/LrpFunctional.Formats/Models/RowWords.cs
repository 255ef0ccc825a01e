using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Formats.Models;

/// <summary>Gives each row of an embedding its word, or says why the words do not fit so many rows.</summary>
internal delegate Validation<Fault, ImmutableArray<string>> RowWords(int rows);
