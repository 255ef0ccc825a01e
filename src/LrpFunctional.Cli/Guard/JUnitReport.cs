using System.Xml;
using System.Xml.Linq;
using LrpFunctional.Laboratory.Guard;

namespace LrpFunctional.Cli.Guard;

/// <summary>What changed, as JUnit's XML: a test case for each sentence, a failure where it changed.</summary>
internal static class JUnitReport
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
            new XAttribute("name", Printable.Line(title)),
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
            new XAttribute("name", Printable.Line(ChangeText.Name(change))),
            change.Verdict == Verdict.Agrees
                ? null
                : new XElement(
                    "failure",
                    new XAttribute("type", $"{change.Verdict}"),
                    new XAttribute("message", Printable.Line(ChangeText.Of(change, tolerance)))
                )
        );
}
