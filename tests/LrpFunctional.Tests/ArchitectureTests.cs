using System.Reflection;
using System.Runtime.CompilerServices;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnit;
using LrpFunctional.Formats.Models;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace LrpFunctional.Tests;

public sealed class ArchitectureTests
{
    private const BindingFlags OwnMembers =
        BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.DeclaredOnly;

    private static readonly Assembly Library = typeof(Fault).Assembly;
    private static readonly Assembly Formats = typeof(ModelFiles).Assembly;
    private static readonly Assembly Command = Assembly.Load("lrp");
    private static readonly ArchUnitNET.Domain.Architecture Architecture = new ArchLoader()
        .LoadAssemblies(Library, Formats, Command)
        .Build();

    /// <summary>Each folder and those that it must not know, because they come later.</summary>
    public static TheoryData<string, string[]> Folders { get; } =
        new()
        {
            {
                "Numerics",
                [
                    "Sequences",
                    "Networks",
                    "Forward",
                    "Rules",
                    "Relevances",
                    "Gradients",
                    "Decompositions",
                    "Explanations",
                    "Formats",
                    "Cli",
                ]
            },
            {
                "Sequences",
                [
                    "Networks",
                    "Forward",
                    "Rules",
                    "Relevances",
                    "Gradients",
                    "Decompositions",
                    "Explanations",
                    "Formats",
                    "Cli",
                ]
            },
            {
                "Networks",
                ["Forward", "Rules", "Relevances", "Gradients", "Decompositions", "Explanations", "Formats", "Cli"]
            },
            { "Forward", ["Rules", "Relevances", "Gradients", "Decompositions", "Explanations", "Formats", "Cli"] },
            {
                "Rules",
                [
                    "Sequences",
                    "Networks",
                    "Forward",
                    "Relevances",
                    "Gradients",
                    "Decompositions",
                    "Explanations",
                    "Formats",
                    "Cli",
                ]
            },
            { "Relevances", ["Gradients", "Decompositions", "Explanations", "Formats", "Cli"] },
            { "Gradients", ["Rules", "Relevances", "Decompositions", "Explanations", "Formats", "Cli"] },
            { "Decompositions", ["Rules", "Relevances", "Explanations", "Formats", "Cli"] },
            { "Explanations", ["Formats", "Cli"] },
            { "Formats", ["Cli"] },
        };

    [Theory]
    [MemberData(nameof(Folders))]
    public void Folders_depend_one_way_only(string folder, string[] later)
    {
        Assert.Contains(Architecture.Types, type => In(folder).IsMatch(type.Namespace.FullName));
        foreach (var other in later)
        {
            Assert.Contains(Architecture.Types, type => In(other).IsMatch(type.Namespace.FullName));
            Types()
                .That()
                .ResideInNamespaceMatching(In(folder).ToString())
                .Should()
                .NotDependOnAny(Types().That().ResideInNamespaceMatching(In(other).ToString()))
                .Check(Architecture);
        }
    }

    [Fact]
    public void Nothing_in_the_library_can_be_changed_once_it_is_made()
    {
        bool Generated(System.Type type) =>
            type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
            || (type.DeclaringType is { } outer && Generated(outer));
        var types = Library.GetTypes().Where(type => !Generated(type)).ToArray();
        Assert.NotEmpty(types);
        foreach (var type in types)
        {
            var fields = type.GetFields(OwnMembers);
            Assert.All(
                fields,
                field =>
                    Assert.True(
                        field.IsInitOnly || field.IsLiteral || type.IsEnum,
                        $"{type.Name}.{field.Name} can be assigned"
                    )
            );
            Assert.All(
                type.GetProperties(OwnMembers),
                property =>
                    Assert.True(
                        property.SetMethod is null
                            || property
                                .SetMethod.ReturnParameter.GetRequiredCustomModifiers()
                                .Contains(typeof(IsExternalInit)),
                        $"{type.Name}.{property.Name} has a setter"
                    )
            );
        }
    }

    [Fact]
    public void Every_record_of_the_library_is_sealed()
    {
        var records = Library.GetTypes().Where(type => type.GetMethod("<Clone>$") is not null).ToArray();
        Assert.NotEmpty(records);
        Assert.All(records, type => Assert.True(type.IsSealed, $"{type.Name} is not sealed"));
    }

    [Fact]
    public void Loops_over_memory_stay_in_the_kernels()
    {
        var sources = Directory
            .GetFiles(Reference.Repository.At("src", "LrpFunctional"), "*.cs", SearchOption.AllDirectories)
            .Where(path =>
                !path.Contains(
                    $"{Path.DirectorySeparatorChar}Kernels{Path.DirectorySeparatorChar}",
                    StringComparison.Ordinal
                )
                && !path.Contains(
                    $"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}",
                    StringComparison.Ordinal
                )
            )
            .ToArray();
        Assert.NotEmpty(sources);
        Assert.All(
            sources,
            path =>
                Assert.All(
                    File.ReadLines(path).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)),
                    line =>
                        Assert.DoesNotMatch(@"^\s*(for|while|do)\b|\w\+\+|\w (\+|-|\*|/)= |\bnew (double|int)\[", line)
                )
        );
    }

    private static System.Text.RegularExpressions.Regex In(string folder) => new($@"^LrpFunctional\.{folder}(\.|$)");
}
