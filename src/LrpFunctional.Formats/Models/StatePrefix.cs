using System.Collections.Immutable;

namespace LrpFunctional.Formats.Models;

/// <summary>What stands before the names of all tensors where a network was saved from within other modules.</summary>
internal static class StatePrefix
{
    /// <summary>
    /// The modules around the network, as <c>module.</c> of DataParallel or <c>_orig_mod.</c> of torch.compile; empty
    /// where there are none.
    /// </summary>
    /// <param name="tensors">The names of all tensors.</param>
    /// <param name="said">The names that config.json has for some of them; a prefix of one of these is kept.</param>
    public static string Of(ImmutableArray<string> tensors, IEnumerable<string> said)
    {
        if (tensors.IsEmpty)
            return "";
        ImmutableArray<string> modules = [.. tensors[0].Split('.').SkipLast(1)];
        var around = modules.TakeWhile(
            (module, at) =>
            {
                var prefix = Joined(modules[..(at + 1)]);
                bool Begins(string name) => name.StartsWith(prefix, StringComparison.Ordinal);
                return !StateNames.Modules.Contains(module)
                    && tensors.All(Begins)
                    && !said.Any(name => Begins(name + "."));
            }
        );
        return Joined(around);
    }

    private static string Joined(IEnumerable<string> modules) => string.Concat(modules.Select(module => module + "."));
}
