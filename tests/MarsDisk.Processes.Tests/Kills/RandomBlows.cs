using System.Diagnostics;

using MarsDisk.Processes.Tests.Harness;

namespace MarsDisk.Processes.Tests.Kills;

/// <summary>
/// Starts one command again and again in one directory and hits it at a random moment each time, until it comes to its
/// end; then begins in a new directory. Two chains of that kind run beside each other.
/// </summary>
/// <param name="arguments">The command, which goes on where it was stopped.</param>
/// <param name="firstWords">Words of standard error by which the command has begun its work.</param>
/// <param name="seed">Decides moments and blows; when the process gets to where it is hit depends on the machine.</param>
internal sealed class RandomBlows(string[] arguments, string firstWords, int seed)
{
    private const int Chains = 2;
    private const int BlowsInOneDirectoryMax = 12;
    private const double EarlyShare = 0.1;
    private static readonly TimeSpan FreezeMax = TimeSpan.FromMilliseconds(200);

    private TimeSpan _start;
    private TimeSpan _work;
    private int _left;
    private int _directories;

    /// <summary>Directories in which the command came to its end.</summary>
    public int Directories => _directories;

    /// <summary>Runs the command undisturbed: what every other directory has to equal, and how long it takes.</summary>
    public async Task MeasureAsync(WorkFolder folder)
    {
        var clock = Stopwatch.StartNew();
        using var program = MarsDiskProgram.Start(folder.Path, arguments);
        await program.SaysAsync(firstWords);
        _start = clock.Elapsed;
        var ended = await program.EndAsync();

        Assert.True(ended.ExitCode == 0, ended.ToString());
        _work = clock.Elapsed - _start;
    }

    /// <summary>Deals the blows, and looks at each directory when its command came to the end.</summary>
    /// <param name="count">How many processes must have been hit while they lived.</param>
    /// <param name="blows">Kinds to choose from.</param>
    /// <param name="examine">Fails when the directory is not as an undisturbed one.</param>
    public async Task DealAsync(int count, IReadOnlyList<Blow> blows, Action<WorkFolder> examine)
    {
        _left = count;
        await Task.WhenAll(Enumerable.Range(0, Chains).Select(chain => Task.Run(async () =>
        {
            var random = new Random(seed + chain);
            while (Volatile.Read(ref _left) > 0)
                await ChainAsync(random, blows, examine);
        })));
    }

    private async Task ChainAsync(Random random, IReadOnlyList<Blow> blows, Action<WorkFolder> examine)
    {
        using var folder = new WorkFolder();
        var story = new List<string>();
        var isAtEnd = false;
        for (var blow = 0; !isAtEnd && blow < BlowsInOneDirectoryMax && Volatile.Read(ref _left) > 0; blow++)
            isAtEnd = await HitAsync(folder, random, blows[random.Next(blows.Count)], story);

        var ended = isAtEnd ? null : await MarsDiskProgram.RunAsync(folder, arguments);
        Assert.True(ended is null or { ExitCode: 0 }, $"{string.Join("\n", story)}\n{ended}");
        Interlocked.Increment(ref _directories);
        try
        {
            examine(folder);
        }
        catch (Exception wrong)
        {
            throw new InvalidOperationException($"After these blows the directory is wrong:\n{string.Join("\n", story)}", wrong);
        }
    }

    // Most blows fall while the command works, some while it starts.
    private async Task<bool> HitAsync(WorkFolder folder, Random random, Blow blow, List<string> story)
    {
        var isEarly = random.NextDouble() < EarlyShare;
        var delay = (isEarly ? _start : _work) * random.NextDouble();
        using var program = MarsDiskProgram.Start(folder.Path, arguments);
        if (!isEarly)
            await program.SaysBeforeItEndsAsync(firstWords);        // a run that was killed at its very end has no more to do
        await Task.Delay(delay);                     // the moment is what is tested; nothing waits for a condition here
        if (!program.HasEnded)
            await program.DealAsync(blow, FreezeMax * random.NextDouble());
        var ended = await program.EndAsync();

        story.Add($"{blow} {delay.TotalMilliseconds:0} ms after {(isEarly ? "the start" : "the first words")}: exit {ended.ExitCode}");
        Assert.True(blow.Explains(ended.ExitCode), $"{string.Join("\n", story)}\n{ended}");
        if (ended.ExitCode != 0 || blow == Blow.Freeze)
            Interlocked.Decrement(ref _left);
        return ended.ExitCode == 0;
    }
}
