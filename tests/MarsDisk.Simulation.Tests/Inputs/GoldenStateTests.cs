using MarsDisk.Simulation.Inputs;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Tests.Inputs;

/// <summary>Saved states of both versions as they lie on disks: they are read, and a run makes the same bytes today.</summary>
public sealed class GoldenStateTests
{
    private static readonly RunPlan Plan = FedPlans.Of("surface_ode_psitau", 6, "sizes.n_bins=8");

    [Fact]
    public void A_state_of_version_1_is_read_and_written_as_ever()
    {
        var golden = File.ReadAllBytes(Path.Combine(Runs.Plans.GoldenDirectory, "states", "state-v1.bin"));

        var read = ResumeState.ReadFrom(new MemoryStream(golden));

        Assert.False(read.Run.IsFed);
        Assert.Equal(6, read.Run.Step);
        Assert.Equal(golden, Bytes(read));
    }

    [Fact]
    public void A_state_of_version_2_is_read_and_written_as_ever()
    {
        var golden = File.ReadAllBytes(Path.Combine(Runs.Plans.GoldenDirectory, "states", "state-v2.bin"));

        var read = ResumeState.ReadFrom(new MemoryStream(golden));

        Assert.Equal((6, 9), (read.Run.Step, read.Run.NextInputOrdinal));
        Assert.Equal(golden, Bytes(read));
        Assert.Equal(golden, Bytes(FedRun.Of(Plan, Inputs()).End));
    }

    private static IReadOnlyList<RunInput> Inputs() => new Script(Plan.Time.Step)
        .Every(2, new RunAction.Snapshot("regular"))
        .Expect(ClaimTime.Always, "radiation.TM_K", Comparison.Greater, 10)
        .Set(1, "radiation.TM_K", 3900)
        .At(2, new RunAction.RampKey(Script.Temperature, 3000, 8 * Plan.Time.Step))
        .AtEnd(new RunAction.Log("end"))
        .Close();

    private static byte[] Bytes(ResumeState state)
    {
        using var body = new MemoryStream();
        state.WriteTo(body);
        return body.ToArray();
    }
}
