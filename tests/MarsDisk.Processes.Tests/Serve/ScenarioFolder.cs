using System.Net;
using System.Net.Sockets;
using System.Text;

using MarsDisk.Processes.Tests.Harness;

namespace MarsDisk.Processes.Tests.Serve;

/// <summary>A daemon that scenarios can be sent to, and their folder.</summary>
internal sealed class ScenarioFolder : IDisposable
{
    private const string Name = "sent.scenario";

    public ScenarioFolder()
    {
        Root = Daemon.Files["root"];
        Directory.CreateDirectory(Root);
        foreach (var name in (string[])[Name, "small.yml"])
            File.Copy(MarsDiskProgram.DataFile(name), Path.Combine(Root, name));
        Text = File.ReadAllBytes(FilePath);
    }

    public DaemonFolder Daemon { get; } = new();

    public string Root { get; }

    public string FilePath => Path.Combine(Root, Name);

    public byte[] Text { get; }

    public string Socket => Daemon.Files["scenarios.sock"];

    /// <summary>The run that the scenario opens.</summary>
    public RunFolder Run => new(Path.Combine(Root, "out", "sent"));

    public Task<RunningProgram> StartAsync((string, string)[]? environment = null, params string[] settings) =>
        Daemon.StartAsync(environment, [.. Option($"scenarios.socket={Socket}"), .. Option($"scenarios.root={Root}"), .. settings.SelectMany(Option)]);

    /// <summary>Connects and reads the greeting.</summary>
    public async Task<(Socket Connection, string[] Greeting)> ConnectAsync(EndPoint? end = null)
    {
        end ??= new UnixDomainSocketEndPoint(Socket);
        var connection = new Socket(end.AddressFamily, SocketType.Stream, end.AddressFamily == AddressFamily.Unix ? ProtocolType.Unspecified : ProtocolType.Tcp);
        await connection.ConnectAsync(end);
        return (connection, await ReadGreetingAsync(connection));
    }

    public static int Offset(string[] greeting) => int.Parse(greeting[3], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The status of a scenario, as JSON.</summary>
    public async Task<string> StatusAsync(string id) => (await Daemon.TellAsync("scenario", "status", id, "--json")).Output;

    /// <summary>Waits until the status of a scenario contains a text.</summary>
    public async Task UntilAsync(string id, string text)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (!(await StatusAsync(id)).Contains(text, StringComparison.Ordinal))
            Assert.False(deadline.IsCancellationRequested, $"{text} did not come: {await StatusAsync(id)}");
    }

    public void Dispose() => Daemon.Dispose();

    private static string[] Option(string setting) => ["--set", setting];

    private static async Task<string[]> ReadGreetingAsync(Socket connection)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var line = new StringBuilder();
        var letter = new byte[1];
        while (await connection.ReceiveAsync(letter, deadline.Token) == 1 && letter[0] != '\n')
            line.Append((char)letter[0]);
        return line.ToString().Split(' ');
    }
}
