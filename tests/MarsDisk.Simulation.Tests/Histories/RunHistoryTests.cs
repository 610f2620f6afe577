using System.Buffers.Binary;
using System.Text;

using MarsDisk.Simulation.Inputs;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.States;
using MarsDisk.Simulation.States.Histories;
using MarsDisk.Simulation.Tests.Inputs;

namespace MarsDisk.Simulation.Tests.Histories;

/// <summary>A stored history: state and rows of a run that commits once, at its end.</summary>
public sealed class RunHistoryTests
{
    private const int Steps = 12;

    private static readonly RunPlan Small = FedPlans.Of("surface_ode_psitau", 6, "sizes.n_bins=8");

    public static TheoryData<string> Configurations => ["supply_tau_stop", "sublimation_surface", "surface_ode_psitau", "sublimation_smol", "cascade_40bins"];

    [Theory]
    [MemberData(nameof(Configurations))]
    public void A_run_that_is_taken_up_at_any_border_ends_with_the_same_bits(string name)
    {
        var run = new HistoryRun(FedPlans.Of(name, Steps));
        var (tables, state) = run.Whole();

        for (var step = 1; step < Steps; step++)
        {
            var (laterTables, laterState) = run.GoOn(run.At(step));

            Assert.Equal(tables, laterTables);
            Assert.Equal(state, laterState);
        }
    }

    [Theory]
    [InlineData("io.psd_history=false")]
    [InlineData("io.step_diagnostics.enable=true")]
    [InlineData("diagnostics.energy_bookkeeping.enabled=true")]
    [InlineData("io.psd_history_stride=5")]
    [InlineData("numerics.profile=corrected")]
    public void Every_table_and_the_corrected_profile_are_taken_up(string setting)
    {
        var run = new HistoryRun(FedPlans.Of("supply_tau_stop", Steps, setting));
        var (tables, state) = run.Whole();

        var (laterTables, laterState) = run.GoOn(run.At(Steps / 2));

        Assert.Equal(tables, laterTables);
        Assert.Equal(state, laterState);
    }

    [Fact]
    public void A_run_that_takes_inputs_is_taken_up_at_any_border_and_no_input_acts_twice()
    {
        var plan = FedPlans.Of("surface_ode_psitau", Steps, "sizes.n_bins=8");
        var run = new HistoryRun(plan, Inputs(plan));
        var (tables, state) = run.Whole();

        for (var step = 1; step < Steps; step++)
        {
            var (laterTables, laterState) = run.GoOn(run.At(step));

            Assert.Equal(tables, laterTables);
            Assert.Equal(state, laterState);
        }
    }

    [Fact]
    public void The_bytes_of_a_history_are_the_golden_ones()
    {
        var golden = File.ReadAllBytes(Path.Combine(Runs.Plans.GoldenDirectory, "states", "history-v1.bin"));

        Assert.Equal(golden, new HistoryRun(Small).At(3));
        Assert.Equal(new HistoryRun(Small).Whole().Tables, new HistoryRun(Small).GoOn(golden).Tables);
    }

    [Fact]
    public void A_history_is_a_state_with_further_sections()
    {
        var history = new HistoryRun(Small).At(3);

        Assert.Equal(3, RunState.ReadFrom(new MemoryStream(history)).Step);
    }

    [Fact]
    public void A_history_that_is_cut_anywhere_is_refused()
    {
        var run = new HistoryRun(Small);
        var history = run.At(3);
        using var buffer = run.NewBuffer();

        for (var length = 0; length < history.Length; length++)
            Assert.Throws<StateFormatException>(() => RunHistory.Read(new MemoryStream(history, 0, length), 0, buffer));
    }

    [Theory]
    [InlineData(0, 1, "steps from step 1 on")]           // first step
    [InlineData(1, 1000, "holds 1000 steps")]            // more steps than the run has
    [InlineData(1, 4, "rows have others")]               // columns of another length
    [InlineData(2, 4, "holds 3 steps")]                  // more distributions than steps
    [InlineData(3, 7, "in 7 columns")]
    public void A_history_that_does_not_fit_the_run_is_refused(int number, long value, string said)
    {
        var run = new HistoryRun(Small);
        var history = run.At(3);
        BinaryPrimitives.WriteInt64LittleEndian(history.AsSpan(PayloadOf(history, 0x5000) + (number * sizeof(long))), value);
        using var buffer = run.NewBuffer();

        var refused = Assert.Throws<StateFormatException>(() => RunHistory.Read(new MemoryStream(history), 0, buffer));

        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, buffer.Rows);
    }

    [Fact]
    public void A_history_with_another_column_is_refused()
    {
        var run = new HistoryRun(Small);
        var history = run.At(3);
        Encoding.UTF8.GetBytes("Tome").CopyTo(history.AsSpan(PayloadOf(history, 0x5001)));
        using var buffer = run.NewBuffer();

        var refused = Assert.Throws<StateFormatException>(() => RunHistory.Read(new MemoryStream(history), 0, buffer));

        Assert.Contains("other columns", refused.Message, StringComparison.Ordinal);
    }

    // Sections begin behind eight bytes; each has 24 in front of its payload.
    private static int PayloadOf(ReadOnlySpan<byte> body, uint tag)
    {
        for (var offset = 8; offset < body.Length;)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(body[offset..]) == tag)
                return offset + 24;
            var length = BinaryPrimitives.ReadInt64LittleEndian(body[(offset + 16)..]);
            offset += 24 + (int)((length + 7) / 8 * 8);
        }
        throw new InvalidOperationException($"The body has no section {tag:X}.");
    }

    private static IReadOnlyList<RunInput> Inputs(RunPlan plan) => new Script(plan.Time.Step)
        .Every(2, new RunAction.Snapshot("regular"))
        .Expect(ClaimTime.Always, "radiation.TM_K", Comparison.Greater, 10)
        .Set(1, "radiation.TM_K", 3900)
        .At(2, new RunAction.RampKey(Script.Temperature, 3000, 8 * plan.Time.Step))
        .AtEnd(new RunAction.Log("end"))
        .Close();
}
