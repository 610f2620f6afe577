using MarsDisk.Simulation.Inputs;
using MarsDisk.Simulation.Inputs.Keys;
using MarsDisk.Simulation.Inputs.Metrics;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Tests.Inputs;

/// <summary>The section of the inputs in a saved state.</summary>
public sealed class InputStateTests
{
    private static readonly RunPlan Plan = FedPlans.Of("supply_tau_stop", 12, "optical_depth.tau_stop=1e9");
    private static readonly double Dt = Plan.Time.Step;

    [Fact]
    public void Every_kind_of_input_is_saved_and_loaded_as_it_was()
    {
        var state = Everything();

        var loaded = SavedAndLoaded(state);

        Assert.Equal(Bytes(state), Bytes(loaded));
        Assert.Equal(state.Run.Claims, loaded.Run.Claims);
    }

    [Fact]
    public void A_state_without_inputs_has_the_bytes_of_version_1_and_one_with_inputs_says_version_2()
    {
        var plain = Bytes(new ResumeState(Plan.NewState(), new AggregateState()));
        var fed = Bytes(Everything());

        Assert.Equal((1, 2), (plain[4], fed[4]));
        Assert.False(SavedAndLoaded(new ResumeState(Plan.NewState(), new AggregateState())).Run.IsFed);
    }

    [Fact]
    public void Inputs_that_are_cut_or_damaged_are_refused_and_never_misread()
    {
        var bytes = Bytes(Everything());
        var section = bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x00, 0x09, 0, 0, 1, 1]);
        var payload = section + 24;
        byte[] otherVersion = [.. bytes];
        otherVersion[payload] = 99;
        byte[] hugeCount = [.. bytes];
        hugeCount.AsSpan(payload + 12, 4).Fill(0x7F);

        Assert.True(section > 0);
        Assert.Throws<StateFormatException>(() => ResumeState.ReadFrom(new MemoryStream(otherVersion)));
        Assert.Throws<StateFormatException>(() => ResumeState.ReadFrom(new MemoryStream(hugeCount)));
    }

    [Fact]
    public void A_snapshot_is_read_back_with_its_inputs()
    {
        var run = Everything().Run;
        using var body = new MemoryStream();
        run.WriteTo(body);
        body.Position = 0;

        Assert.Equal(run.Claims, RunState.ReadFrom(body).Claims);
    }

    // One run in which every action, a driver, a table and every kind of claim has left something behind.
    private static ResumeState Everything()
    {
        var curve = new LiveCurve("q", [1000, 9000], [0.4, 0.6], true, true);
        var script = new Script(Dt)
            .Every(2, new RunAction.Snapshot("label")).Every(3, new RunAction.Flush()).Every(3, new RunAction.Pause(1), from: 90)
            .Every(3, new RunAction.Resume(), from: 90).Every(4, new RunAction.Stop("why"), from: 90).Every(3, new RunAction.Log("text"))
            .Every(5, new RunAction.Fault(FaultKind.Delay, "aggregation", new FaultArguments(1, 2, 3, 0.5)), from: 90)
            .Every(5, new RunAction.SetKey(LiveKeys.Find("radiation.Q_pr")!, new LiveValue.OfTemperature(curve)), from: 1)
            .Every(5, new RunAction.RampKey(LiveKeys.Find("supply.mixing.epsilon_mix")!, 0.5, 3 * Dt), from: 1)
            .Expect(ClaimTime.Always, "radiation.TM_K", Comparison.Greater, 10)
            .Expect(ClaimTime.At, "mass.total", Comparison.Near, 1, at: 6, tolerance: 0.5)
            .Drive(true, true, "radiation.TM_K").Rows((0, 3900), (4, 3800), (20, 3500));
        IReadOnlyList<RunInput> head = [.. script.Close().SkipLast(1)];
        var next = head[^1].NextOrdinal;
        Claim Of(ExpectedValue expected) => new(ClaimTime.End, 0, MetricNames.SeriesHash, Comparison.Equal, expected, 0, false);
        IReadOnlyList<RunInput> inputs =
        [
            new ExpectationInput(0, new InputOrigin(1, 2, 3, 4), Of(new ExpectedValue.Text("abc"))),
            new ExpectationInput(1, default, Of(new ExpectedValue.OtherRun("reference"))),
            .. head,
            new DriverClosedInput(next, default),
            new EndInput(next + 1, default, new RunAction.Snapshot(null)),
            new RunClosedInput(next + 2, default),
        ];
        return FedRun.Of(Plan, inputs, chunkSteps: 5).End;
    }

    private static ResumeState SavedAndLoaded(ResumeState state) => ResumeState.ReadFrom(new MemoryStream(Bytes(state)));

    private static byte[] Bytes(ResumeState state)
    {
        using var body = new MemoryStream();
        state.WriteTo(body);
        return body.ToArray();
    }
}
