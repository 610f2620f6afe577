using System.Security.Cryptography;
using MarsDisk.History.Chunks;
using MarsDisk.History.Columns;
using MarsDisk.Simulation.Flushing;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Tests.Runs;

/// <summary>The first steps of a golden run, down to the bytes of its chunk files.</summary>
internal static class ShortRun
{
    private const int Steps = 200;
    private const int ChunkSteps = 80;

    /// <summary>SHA-256 of the chunk files of the run and of its saved state.</summary>
    public static string Hash(string name)
    {
        var plan = Plans.OfFile(Path.Combine(Plans.GoldenDirectory, name, "config.yaml"));
        var steps = Math.Min(plan.Time.Steps, Steps);
        plan = plan with { Time = plan.Time with { Steps = steps, End = plan.Time.Step * steps } };
        using var encoder = new ChunkEncoder(plan.Schemas, "run", "plan");
        using var loop = new PlainLoop(plan, new FlushPolicy(ChunkSteps, long.MaxValue, 1));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        var end = loop.Run((buffer, _) => Append(hash, encoder, buffer));
        Append(hash, end);

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, ChunkEncoder encoder, ChunkBuffer buffer)
    {
        foreach (var table in encoder.Schemas.Tables.Where(table => encoder.Rows(table, buffer) > 0))
        {
            using var file = new MemoryStream();
            encoder.Write(table, buffer, file);
            hash.AppendData(file.ToArray());
        }
    }

    private static void Append(IncrementalHash hash, ResumeState end)
    {
        using var body = new MemoryStream();
        end.WriteTo(body);
        hash.AppendData(body.ToArray());
    }
}
