using static LrpFunctional.Formats.TableFiles.ThriftShape;

namespace LrpFunctional.Formats.TableFiles;

/// <summary>
/// The structures of a file of Parquet by the ids of their fields: the library reads what a field should be, whatever
/// its head says, and a head that lies leads it past the end. Source: parquet.thrift of the Apache Parquet format.
/// </summary>
internal static class ParquetShapes
{
    private static readonly Struct Empty = new();

    // The library would read more of it than has a shape here.
    private static readonly Refused Encrypted = new("it is encrypted, and such files are not read");

    private static readonly Struct Time = new(Truth, new Struct(Empty, Empty, Empty));

    private static readonly Struct LogicalType = new(
        Empty,
        Empty,
        Empty,
        Empty,
        new Struct(Whole, Whole),
        Empty,
        Time,
        Time,
        Unknown,
        new Struct(ThriftShape.Byte, Truth),
        Empty,
        Empty,
        Empty,
        Empty,
        Empty,
        new Struct(ThriftShape.Byte),
        new Struct(Text),
        new Struct(Text, Whole)
    );

    private static readonly Struct SchemaElement = new(
        Whole,
        Whole,
        Whole,
        Text,
        Whole,
        Whole,
        Whole,
        Whole,
        Whole,
        LogicalType
    );

    private static readonly Struct Statistics = new(Text, Text, Whole, Whole, Text, Text, Truth, Truth);

    private static readonly ListOf KeyValues = new(new Struct(Text, Text));

    private static readonly Struct SizeStatistics = new(Whole, new ListOf(Whole), new ListOf(Whole));

    private static readonly Struct GeospatialStatistics = new(
        new Struct(Real, Real, Real, Real, Real, Real, Real, Real),
        new ListOf(Whole)
    );

    private static readonly Struct ColumnMetaData = new(
        Whole,
        new ListOf(Whole),
        new ListOf(Text),
        Whole,
        Whole,
        Whole,
        Whole,
        KeyValues,
        Whole,
        Whole,
        Whole,
        Statistics,
        new ListOf(new Struct(Whole, Whole, Whole)),
        Whole,
        Whole,
        SizeStatistics,
        GeospatialStatistics
    );

    private static readonly Struct ColumnChunk = new(
        Text,
        Whole,
        ColumnMetaData,
        Whole,
        Whole,
        Whole,
        Whole,
        Encrypted,
        Encrypted
    );

    private static readonly Struct RowGroup = new(
        new ListOf(ColumnChunk),
        Whole,
        Whole,
        new ListOf(new Struct(Whole, Truth, Truth)),
        Whole,
        Whole,
        Whole
    );

    /// <summary>The description at the end of a file.</summary>
    public static readonly Struct FileMetaData = new(
        Whole,
        new ListOf(SchemaElement),
        Whole,
        new ListOf(RowGroup),
        KeyValues,
        Text,
        new ListOf(new Struct(Empty)),
        Encrypted,
        Encrypted
    );

    /// <summary>The head of a page: of values (5), an index (6), a dictionary (7), or values of the second version (8).
    /// </summary>
    public static readonly Struct PageHeader = new(
        Whole,
        Whole,
        Whole,
        Whole,
        new Struct(Whole, Whole, Whole, Whole, Statistics),
        Empty,
        new Struct(Whole, Whole, Truth),
        new Struct(Whole, Whole, Whole, Whole, Whole, Whole, Truth, Statistics)
    );
}
