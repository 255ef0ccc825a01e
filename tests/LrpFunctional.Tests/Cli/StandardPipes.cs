using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text;

namespace LrpFunctional.Tests.Cli;

/// <summary>Pipes in the places of standard input, output and error of this process.</summary>
internal sealed partial class StandardPipes : IDisposable
{
    private readonly AnonymousPipeServerStream _input = new(PipeDirection.Out);
    private readonly WrittenPipe _output = new(1);
    private readonly WrittenPipe _error = new(2);

    /// <summary>Takes the places, with a text as standard input.</summary>
    public StandardPipes(string input)
    {
        Place(_input, 0);
        Task.Run(() => Send(input));
        Console.SetIn(new StreamReader(Console.OpenStandardInput()));
        Console.SetOut(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
        Console.SetError(new StreamWriter(Console.OpenStandardError()) { AutoFlush = true });
    }

    /// <summary>Standard input, as a file.</summary>
    public static string Input => At(0);

    /// <summary>Standard output, as a file.</summary>
    public static string Output => At(1);

    /// <summary>What was written to standard output; to be asked once.</summary>
    public string Written() => _output.Text();

    /// <summary>What was written to standard error; to be asked once.</summary>
    public string Said() => _error.Text();

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }

    // Nobody has to read it.
    private void Send(string text)
    {
        try
        {
            using (_input)
                _input.Write(Encoding.UTF8.GetBytes(text));
        }
        catch (IOException) { }
    }

    private static string At(int descriptor) => $"/dev/fd/{descriptor}";

    private static void Place(AnonymousPipeServerStream pipe, int descriptor)
    {
        if (Duplicate((int)pipe.ClientSafePipeHandle.DangerousGetHandle(), descriptor) < 0)
            throw new IOException(Marshal.GetLastPInvokeErrorMessage());
        pipe.DisposeLocalCopyOfClientHandle();
    }

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static partial int Duplicate(int descriptor, int place);

    // Who wrote to it may hold it open, and write, for longer than the command takes: a mark tells where that ended.
    private sealed class WrittenPipe : IDisposable
    {
        private readonly byte[] _end = Guid.NewGuid().ToByteArray();
        private readonly AnonymousPipeServerStream _pipe = new(PipeDirection.In);
        private readonly int _descriptor;
        private readonly Task<string> _text;

        public WrittenPipe(int descriptor)
        {
            _descriptor = descriptor;
            Place(_pipe, descriptor);
            _text = Task.Factory.StartNew(Read, TaskCreationOptions.LongRunning);
        }

        public string Text()
        {
            using (var pipe = File.OpenWrite(At(_descriptor)))
                pipe.Write(_end);
            return _text.Result;
        }

        public void Dispose() => _pipe.Dispose();

        private string Read()
        {
            using var written = new MemoryStream();
            var buffer = new byte[1 << 16];
            while (Bytes(written).IndexOf(_end) < 0)
                written.Write(buffer, 0, _pipe.Read(buffer));
            return Encoding.UTF8.GetString(Bytes(written)[..Bytes(written).IndexOf(_end)]);
        }

        private static ReadOnlySpan<byte> Bytes(MemoryStream stream) =>
            stream.GetBuffer().AsSpan(0, (int)stream.Length);
    }
}
