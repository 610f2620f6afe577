using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

using MarsDisk.LanguageServer.Protocol;

namespace MarsDisk.LanguageServer.Tests;

/// <summary>The real program with a scripted client.</summary>
public sealed class ProgramTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task The_program_serves_one_session_and_says_nothing_but_messages()
    {
        using var deadline = new CancellationTokenSource(Patience);
        using var program = Start();
        var answers = new MessageReader(program.StandardOutput.BaseStream);

        Write(program, """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{"general":{"positionEncodings":["utf-8"]}}}}""");
        var initialised = await ReadAsync(answers, deadline.Token);
        Write(program, """
            {"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///tmp/a.scenario","languageId":"marsdisk-scenario","version":5,
            "text":"scenario \"a\" version 1\nset radiation.TM_KK = 4000 K\nset radiation.TM_K = 4000 m\n"}}}
            """);
        var published = await ReadAsync(answers, deadline.Token);
        Write(program, """{"jsonrpc":"2.0","id":2,"method":"shutdown"}""");
        var shutDown = await ReadAsync(answers, deadline.Token);
        Write(program, """{"jsonrpc":"2.0","method":"exit"}""");
        await program.WaitForExitAsync(deadline.Token);

        Assert.Equal("utf-8", (string?)initialised["result"]!["capabilities"]!["positionEncoding"]);
        Assert.Equal(5, (int)published["params"]!["version"]!);
        Assert.Equal(["scn.key.unknown", "scn.unit.dimension"], published["params"]!["diagnostics"]!.AsArray().Select(found => (string?)found!["code"]), StringComparer.Ordinal);
        Assert.Equal(2, (int)shutDown["id"]!);
        Assert.Equal(0, program.ExitCode);
        Assert.Null(await answers.ReadAsync(deadline.Token));
    }

    [Fact]
    public async Task The_program_ends_when_its_standard_input_is_closed()
    {
        using var deadline = new CancellationTokenSource(Patience);
        using var program = Start();

        program.StandardInput.Close();
        await program.WaitForExitAsync(deadline.Token);

        Assert.Equal(1, program.ExitCode);
        Assert.Equal("", await program.StandardOutput.ReadToEndAsync(deadline.Token));
    }

    [Fact]
    public async Task The_program_ends_with_the_process_that_its_client_names()
    {
        using var deadline = new CancellationTokenSource(Patience);
        using var parent = Process.Start(new ProcessStartInfo("cat") { RedirectStandardInput = true, UseShellExecute = false })!;
        using var program = Start();
        Write(program, """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":PARENT,"capabilities":{}}}"""
            .Replace("PARENT", parent.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
        await ReadAsync(new MessageReader(program.StandardOutput.BaseStream), deadline.Token);

        parent.StandardInput.Close();
        await program.WaitForExitAsync(deadline.Token);

        Assert.Equal(1, program.ExitCode);
    }

    private static Process Start()
    {
        // artifacts/<runtime>/bin/MarsDisk.LanguageServer.Tests/<configuration>/ lies beside artifacts/<runtime>/bin/MarsDisk.Cli/.
        var own = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var assembly = Path.Combine(own.Parent!.Parent!.FullName, "MarsDisk.Cli", own.Name, "marsdisk.dll");
        return Process.Start(new ProcessStartInfo("dotnet", [assembly, "lsp", "--stdio"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
    }

    private static void Write(Process program, string message)
    {
        var body = Encoding.UTF8.GetBytes(message);
        program.StandardInput.BaseStream.Write(Encoding.ASCII.GetBytes(FormattableString.Invariant($"Content-Length: {body.Length}\r\n\r\n")));
        program.StandardInput.BaseStream.Write(body);
        program.StandardInput.BaseStream.Flush();
    }

    private static async Task<JsonNode> ReadAsync(MessageReader answers, CancellationToken cancellation)
        => JsonNode.Parse((await answers.ReadAsync(cancellation))!)!;
}
