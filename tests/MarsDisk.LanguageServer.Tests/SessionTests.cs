using MarsDisk.LanguageServer.Tests.Harness;

namespace MarsDisk.LanguageServer.Tests;

/// <summary>Recorded sessions: what a client sends, and word by word what it gets.</summary>
public sealed class SessionTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Sessions");

    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder, "*.session").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_server_says_what_is_recorded(string name)
    {
        var recorded = await File.ReadAllTextAsync(Path.Combine(Folder, name + ".session"));
        await using var client = new ScriptedClient();

        var played = await SessionFile.PlayAsync(client, SessionFile.Parts(recorded));

        // To record anew: name a folder, look at the difference, copy the file.
        if (Environment.GetEnvironmentVariable("MARSDISK_RECORD_SESSIONS") is { } target)
            await File.WriteAllTextAsync(Path.Combine(target, name + ".session"), played);
        Assert.Equal(recorded, played);
    }
}
