using System.Text;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Sentences;

/// <summary>Whatever befalls a file, it is read or refused with a message: no other failure.</summary>
public sealed class DamagedDataTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    public static TheoryData<string, string, string> Texts { get; } =
        new()
        {
            { "tokens", DataFiles.WordModel, "1\tgood | café | .\nbad | bad\n" },
            { "text", DataFiles.WordModel, "Good, café.\n\"Bad\"\n" },
            { "csv", DataFiles.WordModel, "id,text,label\n1,\"good, \"\"bad\"\"\",3\n2,café,neutral\n" },
            { "csv", DataFiles.NumberModel, "group,a,b,c,d,e\n1,1.5,2,-3,4e-3,5\n1,0,0,0,0,0\n2,1,1,1,1,1\n" },
            { "tsv", DataFiles.WordModel, "id\ttext\tlabel\n1\tgood, \"bad\"\t3\n" },
            {
                "jsonl",
                DataFiles.WordModel,
                "{\"text\": \"good \\u00e9\", \"label\": 3, \"id\": \"x\"}\n{\"words\": [\"good\"], \"id\": "
                    + "1}\n{\"ids\": [0, 1], \"id\": 2}\n"
            },
            { "jsonl", DataFiles.NumberModel, "{\"numbers\": [[1, 2, 3, 4, 5], [0.5, 1e3, -1, 0, 0]]}\n" },
            { "trees", DataFiles.WordModel, "(3 (2 (2 Good) (1 -LRB-)) (4 (2 café) (2 .)))\n(0 bad)\n" },
        };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_with_any_byte_changed_or_cut_off_there(string format, string model, string text)
    {
        var whole = Encoding.UTF8.GetBytes(text);
        var (reader, encoder) = (SentenceFormat.All.Single(known => known.Name == format), DataFiles.Encoder(model));
        void Try(byte[] bytes) =>
            ReadOrRefuse(() =>
                reader
                    .Read(
                        SentenceSource.Pipe("data", new MemoryStream(bytes)),
                        SentenceOptions.Default with
                        {
                            Phrases = format == "trees",
                        },
                        encoder,
                        (_, sentence) => sentence
                    )
                    .Count()
            );
        Try(whole);
        for (var at = 0; at < whole.Length; at++)
        {
            Try(whole[..at]);
            foreach (var other in "\0\t\n\"(),{}[]\\019eN|é"u8)
                Try([.. whole[..at], other, .. whole[(at + 1)..]]);
        }
    }

    [Fact]
    public void An_array_with_any_byte_changed()
    {
        var encoder = DataFiles.Encoder(DataFiles.IdModel);
        byte[][] files =
        [
            DataFiles.Npy("(2, 3)", 1L, 2, 5, 3, 3, 0),
            File.ReadAllBytes(
                _sandbox.Npz(
                    ("inputs", DataFiles.Npy("(1, 2)", 1L, 2)),
                    ("lengths", DataFiles.Npy("(1,)", 1L)),
                    ("id", DataFiles.Npy("<U1", "(1,)", [65, 0, 0, 0]))
                )
            ),
        ];
        foreach (var whole in files)
        {
            for (var at = 0; at < whole.Length; at++)
            {
                foreach (var other in new byte[] { 0, (byte)'1', 0x7f, 0xff })
                {
                    var path = _sandbox.WriteBytes("damaged", [.. whole[..at], other, .. whole[(at + 1)..]]);
                    ReadOrRefuse(() =>
                        SentenceFormat
                            .NumPy.Read(
                                SentenceSource.File(path),
                                SentenceOptions.Default,
                                encoder,
                                (_, sentence) => sentence
                            )
                            .Count()
                    );
                }
            }
        }
    }

    private static void ReadOrRefuse(Func<int> read)
    {
        try
        {
            Assert.True(read() > 0);
        }
        catch (FaultException exception)
        {
            Assert.NotEmpty(exception.Message);
        }
    }
}
