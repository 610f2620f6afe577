using System.CommandLine;
using System.Text;

using MarsDisk.Cli.Commands.Scenario;

namespace MarsDisk.Cli.Tests.Scenario;

/// <summary>What a command left.</summary>
internal sealed record CommandEnd(int ExitCode, string Output, string Messages);

/// <summary>The group <c>scenario</c> in this process, with files in a folder of its own.</summary>
internal sealed class ScenarioProgram : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("marsdisk-scenario-");

    public string this[string name] => Path.Combine(_folder.FullName, name);

    public string File(string name, string content) => File(name, Encoding.UTF8.GetBytes(content));

    public string File(string name, byte[] content)
    {
        System.IO.File.WriteAllBytes(this[name], content);
        return this[name];
    }

    public static CommandEnd Run(params string[] line) => RunWith("", line);

    public static CommandEnd RunWith(string standardInput, params string[] line)
    {
        var root = new RootCommand { ScenarioCommands.Build(() => new Unseekable(Encoding.UTF8.GetBytes(standardInput))) };
        var output = new StringWriter { NewLine = "\n" };
        var messages = new StringWriter { NewLine = "\n" };
        var code = root.Parse(["scenario", .. line]).Invoke(new InvocationConfiguration { Output = output, Error = messages, EnableDefaultExceptionHandler = false });
        return new CommandEnd(code, output.ToString(), messages.ToString());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>A stream such as a pipe: it cannot go back, and gives little at a time.</summary>
    private sealed class Unseekable(byte[] bytes) : MemoryStream(bytes, writable: false)
    {
        private const int Piece = 7;

        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, Piece)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, Piece));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            => ValueTask.FromResult(Read(buffer.Span));
    }
}
