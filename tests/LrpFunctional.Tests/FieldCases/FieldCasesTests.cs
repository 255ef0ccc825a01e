using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.FieldCases;

/// <summary>No case from the field is forgotten.</summary>
public sealed class FieldCasesTests
{
    private const int Known = 29;

    [Fact]
    public void Each_input_that_failed_in_the_field_is_tested() =>
        Assert.Empty(Directory.GetDirectories(FieldCase.At("")).Select(Path.GetFileName).Except(Tested()));

    [Fact]
    public void All_the_cases_are_tested() => Assert.Equal(Known, Tested().Count());

    [SkippableFact]
    public void Each_case_of_the_reference_data_is_tested() =>
        Assert.Empty(
            Directory.GetDirectories(Repository.Shared("field-cases")).Select(Path.GetFileName).Except(Tested())
        );

    private static IEnumerable<string?> Tested() =>
        typeof(FieldCasesTests)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetCustomAttributesData())
            .Where(attribute => attribute.AttributeType == typeof(TraitAttribute))
            .Where(attribute => attribute.ConstructorArguments[0].Value is FieldCase.Trait)
            .Select(attribute => attribute.ConstructorArguments[1].Value as string)
            .Distinct();
}
