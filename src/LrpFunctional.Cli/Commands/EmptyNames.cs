using System.CommandLine;
using System.CommandLine.Parsing;

namespace LrpFunctional.Cli.Commands;

/// <summary>Names of files that are given and empty.</summary>
internal static class EmptyNames
{
    /// <summary>A name that is given must not be empty, as that of an unset variable is.</summary>
    public static void Refuse(Command command, params ReadOnlySpan<Symbol> names)
    {
        foreach (var name in names)
        {
            command.Validators.Add(result =>
            {
                if (
                    result.Children.Any(child =>
                        IsOf(child, name) && child.Tokens.Any(token => token.Value.Length == 0)
                    )
                )
                    result.AddError($"{name.Name} is empty, where a name is expected");
            });
        }
    }

    private static bool IsOf(SymbolResult result, Symbol symbol) =>
        result is OptionResult option && option.Option == symbol
        || result is ArgumentResult argument && argument.Argument == symbol;
}
