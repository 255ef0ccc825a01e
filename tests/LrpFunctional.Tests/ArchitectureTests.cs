using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnit;
using LrpFunctional.Formats.Models;
using LrpFunctional.Laboratory;
using LrpFunctional.Reports.Colours;
using LrpFunctional.Training;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using IType = ArchUnitNET.Domain.IType;

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
    private static readonly Assembly Reports = typeof(Palette).Assembly;
    private static readonly Assembly Laboratory = typeof(Comparison).Assembly;
    private static readonly Assembly Training = typeof(Lesson).Assembly;
    private static readonly Assembly Command = Assembly.Load("lrp");
    private static readonly ImmutableArray<Assembly> Pure = [Library, Reports, Laboratory, Training];
    private static readonly ArchUnitNET.Domain.Architecture Architecture = new ArchLoader()
        .LoadAssemblies(Library, Formats, Reports, Laboratory, Training, Command)
        .Build();

    // Each folder knows those before it only; methods and explanations know each other.
    private static readonly ImmutableArray<string> Order =
    [
        "Numerics",
        "Memory",
        "Sequences",
        "Rules",
        "Layers",
        "Networks",
        "Passes",
        "(Methods|Explanations)",
        "Formats",
        "Reports",
        "Laboratory",
        "Training",
        "Cli",
    ];

    public static TheoryData<string, string> LaterFolders
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var (at, folder) in Order.Index())
            {
                foreach (var later in Order[(at + 1)..])
                    pairs.Add(folder, later);
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(LaterFolders))]
    public void Folders_depend_one_way_only(string folder, string later)
    {
        Assert.All([folder, later], name => Assert.Contains(Architecture.Types, IsIn(name)));
        Types()
            .That()
            .ResideInNamespaceMatching(In(folder).ToString())
            .Should()
            .NotDependOnAny(Types().That().ResideInNamespaceMatching(In(later).ToString()))
            .Check(Architecture);
    }

    [Theory]
    [InlineData("Recurrent.Lstm", "Recurrent.Gru")]
    [InlineData("Recurrent.Gru", "Recurrent.Lstm")]
    [InlineData("Pointwise", "Recurrent")]
    [InlineData("Pointwise", "Readings")]
    [InlineData("Pointwise", "Windows")]
    [InlineData("Windows", "Recurrent")]
    [InlineData("Windows", "Readings")]
    public void A_family_of_layers_knows_no_other(string family, string other) =>
        Folders_depend_one_way_only($"Layers.{family}", $"Layers.{other}");

    [Fact]
    public void The_drawing_in_the_librarys_readme_is_what_the_code_is()
    {
        string Folder(IType type) =>
            (type.Namespace?.FullName ?? "").Split('.') is ["LrpFunctional", var room, ..] ? room : "";
        string[] folders = [.. Order.SelectMany(folder => folder.Trim('(', ')').Split('|'))];
        var known = Architecture
            .Types.SelectMany(type => type.Dependencies)
            .Where(dependency => dependency.Target is not ArchUnitNET.Domain.GenericParameter)
            .Select(dependency => (From: Folder(dependency.Origin), To: Folder(dependency.Target)))
            .Where(arrow => arrow.From != arrow.To && folders.Contains(arrow.From) && folders.Contains(arrow.To))
            .ToHashSet();
        bool Between(string from, string to) => known.Contains((from, to)) && !known.Contains((to, from));

        // An arrow that follows from two others is left out.
        var drawn = known.Where(arrow =>
            !folders.Any(middle => Between(arrow.From, middle) && Between(middle, arrow.To))
        );
        string[] lines =
        [
            "graph BT",
            .. drawn
                .OrderBy(arrow => Array.IndexOf(folders, arrow.From))
                .ThenBy(arrow => Array.IndexOf(folders, arrow.To))
                .Select(arrow => $"    {arrow.From} --> {arrow.To}"),
        ];
        var readme = File.ReadAllText(Reference.Repository.At("src", "LrpFunctional", "README.md"));
        var drawing = Regex.Match(readme, "```mermaid\n(?<lines>[^`]*)\n```");
        Assert.Equal(lines, drawing.Groups["lines"].Value.Split('\n'));
    }

    [Fact]
    public void Nothing_in_the_library_can_be_changed_once_it_is_made()
    {
        bool Generated(System.Type type) =>
            type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
            || type.IsSubclassOf(typeof(System.Text.Json.Serialization.JsonSerializerContext))
            || (type.DeclaringType is { } outer && Generated(outer));
        var types = Pure.SelectMany(assembly => assembly.GetTypes()).Where(type => !Generated(type)).ToArray();
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

    // What is made when it is first needed and kept from then on: weights as kernels read them, inputs projected by
    // them, and what else always comes out the same; and an index, written with the words that it finds.
    private static readonly ImmutableArray<string> Remembered =
    [
        "DenseLayer.Back",
        "DenseLayer._forward",
        "GruCell._prepared",
        "LstmCell._prepared",
        "RecurrentNetwork._hash",
        "RecurrentNetwork._projections",
        "Run`1._trace",
        "SharedExplanations.Predictions",
        "Vocabulary._ids",
    ];

    [Fact]
    public void What_can_change_inside_is_memory_of_kernels_or_remembered_under_a_name()
    {
        bool IsOfKernels(System.Type type) =>
            Regex.IsMatch(type.Namespace ?? "", @"^LrpFunctional\.(Numerics|Memory|.*Kernels)");
        bool IsGeneric(System.Type type, params ReadOnlySpan<System.Type> generic) =>
            type.IsGenericType && generic.Contains(type.GetGenericTypeDefinition());
        bool IsLent(FieldInfo field) =>
            field.IsDefined(typeof(CompilerGeneratedAttribute)) && !IsGeneric(field.FieldType, typeof(Lazy<>));
        bool Changes(System.Type type) =>
            type.IsArray
            || IsGeneric(type, typeof(Lazy<>), typeof(List<>), typeof(Dictionary<,>), typeof(HashSet<>))
            || (IsOfKernels(type) && type.Namespace != typeof(LrpFunctional.Numerics.Matrix).Namespace);
        var changing = Pure.SelectMany(assembly => assembly.GetTypes())
            .Where(type => !IsOfKernels(type) && !type.Name.StartsWith('<'))
            .SelectMany(type => type.GetFields(OwnMembers))
            .Where(field => Changes(field.FieldType) && !IsLent(field))
            .Select(field => $"{field.DeclaringType!.Name}.{Regex.Replace(field.Name, "^<(.*)>.*", "$1")}");
        Assert.Equal(Remembered, changing.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_record_of_the_library_is_sealed()
    {
        var records = Pure.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.GetMethod("<Clone>$") is not null)
            .ToArray();
        Assert.NotEmpty(records);
        Assert.All(records, type => Assert.True(type.IsSealed || IsChoice(type), $"{type.Name} is not sealed"));
    }

    // What holds functions, which equal themselves only.
    private static readonly ImmutableArray<string> OfFunctions =
    [
        "Method",
        "Norm",
        "Target",
        "Preset",
        "ProductRule",
        "RuleSet",
        "WeightedSum",
        "AtEnds",
        "LinearRule",
    ];

    [Fact]
    public void Records_over_arrays_compare_by_what_these_hold()
    {
        bool IsArray(System.Type type) =>
            type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>);
        var records = Library
            .GetExportedTypes()
            .Where(type => type.GetMethod("<Clone>$") is not null && !OfFunctions.Contains(type.Name))
            .Where(type => type.GetFields(OwnMembers).Any(field => IsArray(field.FieldType)))
            .ToArray();
        Assert.NotEmpty(records);
        Assert.All(
            records,
            type =>
                Assert.False(
                    type.GetMethod("Equals", [type])!.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false),
                    $"{type.Name} compares arrays by their memory"
                )
        );
    }

    [Fact]
    public void Loops_over_memory_stay_in_the_kernels()
    {
        var sources = new[] { "LrpFunctional", "LrpFunctional.Laboratory" }
            .SelectMany(room =>
                Directory.GetFiles(Reference.Repository.At("src", room), "*.cs", SearchOption.AllDirectories)
            )
            .Where(path =>
                !path.EndsWith("Kernel.cs", StringComparison.Ordinal)
                && !path.Split(Path.DirectorySeparatorChar).Intersect(["Numerics", "Memory", "Kernels", "obj"]).Any()
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

    // One of several sealed records, all within it.
    private static bool IsChoice(System.Type type) =>
        type.IsAbstract && type.GetConstructor(OwnMembers, System.Type.EmptyTypes) is { IsPrivate: true };

    private static Predicate<IType> IsIn(string folder) => type => In(folder).IsMatch(type.Namespace.FullName);

    private static Regex In(string folder) => new($@"^LrpFunctional\.{folder}(\.|$)");
}
