using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace LrpFunctional.Formats.Tables;

/// <summary>CSV as all our tables are written: RFC 4180 with line feeds, invariant culture, shortest numbers that read back the same.</summary>
internal static class Table
{
    public static CsvWriter Over(TextWriter writer) =>
        new(writer, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" }, leaveOpen: true);

    public static void Row(this CsvWriter csv, IEnumerable<string> fields)
    {
        foreach (var field in fields) csv.WriteField(field);
        csv.NextRecord();
    }

    public static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
