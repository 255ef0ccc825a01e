using LrpFunctional.Formats.Sentences;

namespace LrpFunctional.Tests.Formats.Sentences;

/// <summary>The figures are those of Python's <c>str.lower()</c>.</summary>
public sealed class LowerCaseTests
{
    [Theory]
    [InlineData("İYİ ΟΔΟΣ GOOD", "i\u0307yi\u0307 οδος good")]
    [InlineData("ΌΣΟΣ ΣΟΦΌΣ.", "όσος σοφός.")]
    [InlineData("Σ", "σ")]
    [InlineData("ΑΣ", "ας")]
    [InlineData("ΑΣΑ", "ασα")]
    [InlineData("ΣΣΣ", "σσς")]
    [InlineData("ΑΣ'", "ας'")]
    [InlineData("'Σ", "'σ")]
    [InlineData("ΑΣ.Α", "ασ.α")]
    [InlineData("Α.Σ", "α.ς")]
    [InlineData("ΑΣ’Α", "ασ’α")]
    [InlineData("ΑΣ-Β", "ας-β")]
    [InlineData("ΑΣ Α", "ας α")]
    [InlineData("1Σ", "1σ")]
    [InlineData("ΑΣ1", "ας1")]
    [InlineData("Α\u0301Σ", "α\u0301ς")]
    [InlineData("ªΣ", "ªς")]
    [InlineData("ʰΣ", "ʰσ")]
    [InlineData("ⅠΣ", "ⅰς")]
    [InlineData("ⒶΣ", "ⓐς")]
    [InlineData("\U0001d400Σ", "\U0001d400ς")]
    [InlineData("\U0001f130Σ", "\U0001f130ς")]
    [InlineData("ΑΣ\U0001d400", "ασ\U0001d400")]
    [InlineData("ǅ K Å ẞ", "ǆ k å ß")]
    [InlineData("\U00010400", "\U00010428")]
    public void Text_is_put_in_lower_case_as_python_does(string text, string lower) =>
        Assert.Equal(lower, LowerCase.Of(text));

    [Fact]
    public void Half_a_surrogate_pair_is_left_as_it_is() =>
        Assert.Equal("α\ud800ς\udc00", LowerCase.Of("Α\ud800Σ\udc00").Replace('σ', 'ς'));

    [Fact]
    public void Every_other_letter_has_one_lower_case()
    {
        var others = Enumerable
            .Range(0, 0x110000)
            .Where(code => code is not (>= 0xd800 and <= 0xdfff) and not 0x130)
            .Select(char.ConvertFromUtf32);
        Assert.All(others, letter => Assert.Equal(letter.ToLowerInvariant(), LowerCase.Of(letter)));
    }
}
