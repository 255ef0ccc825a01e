using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using LrpFunctional.Laboratory.Guard;

namespace LrpFunctional.Cli.Guard;

/// <summary>What changed, as JUnit's XML: a test case for each sentence, a failure where it changed.</summary>
internal static partial class JUnitReport
{
    private const string Suite = "lrp";

    private static readonly XmlWriterSettings Layout = new()
    {
        Indent = true,
        NewLineChars = "\n",
        CloseOutput = false,
    };

    /// <summary>Writes the report; the writer stays open.</summary>
    public static void Write(TextWriter writer, Drift drift, string title)
    {
        var suite = new XElement(
            "testsuite",
            new XAttribute("name", Text(title)),
            new XAttribute("tests", drift.Sentences.Length),
            new XAttribute("failures", drift.Sentences.Count(change => change.Verdict != Verdict.Agrees)),
            new XAttribute("errors", 0),
            new XAttribute("skipped", 0),
            drift.Sentences.Select(change => Case(change, drift.Tolerance))
        );
        using var xml = XmlWriter.Create(writer, Layout);
        new XDocument(new XElement("testsuites", suite)).Save(xml);
    }

    private static XElement Case(SentenceChange change, Tolerance tolerance) =>
        new(
            "testcase",
            new XAttribute("classname", Suite),
            new XAttribute("name", Text(ChangeText.Name(change))),
            change.Verdict == Verdict.Agrees
                ? null
                : new XElement(
                    "failure",
                    new XAttribute("type", $"{change.Verdict}"),
                    new XAttribute("message", Text(ChangeText.Of(change, tolerance)))
                )
        );

    // Two characters that act on nothing are none of XML either.
    private static string Text(string text) =>
        NoCharacter().Replace(Printable.Line(text), found => $"\\u{(int)found.ValueSpan[0]:x4}");

    [GeneratedRegex("[\ufffe\uffff]")]
    private static partial Regex NoCharacter();
}
