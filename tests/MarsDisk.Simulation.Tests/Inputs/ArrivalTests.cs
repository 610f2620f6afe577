using MarsDisk.Simulation.Inputs;
using MarsDisk.Simulation.Inputs.Keys;
using MarsDisk.Simulation.Plans;

namespace MarsDisk.Simulation.Tests.Inputs;

/// <summary>Law 4 for inputs: nothing depends on when they arrive, on the batch, on the queue, or on deaths.</summary>
public sealed class ArrivalTests
{
    private static readonly RunPlan Plan = FedPlans.Of("supply_tau_stop", FedPlans.Steps, "optical_depth.tau_stop=1e9");

    [Fact]
    [Trait("Item", "105")]
    public void Inputs_that_arrive_one_at_a_time_give_the_outputs_of_inputs_that_are_there_at_once()
    {
        foreach (var inputs in Scripts())
        {
            var atOnce = FedRun.Of(Plan, inputs);
            var slowly = FedRun.Of(Plan, inputs, way: new FedRun.Way { Arrivals = _ => 1, BatchSteps = 1 });

            Assert.Equal(atOnce.Rows, slowly.Rows);
            Assert.Equal(atOnce.Chunks, slowly.Chunks);
            Assert.Equal(atOnce.Effects, slowly.Effects);
            Assert.Equal(Plan.Time.Steps, atOnce.End.Run.Step);
        }
    }

    [Fact]
    public void Any_arrival_batch_queue_and_series_of_deaths_gives_the_same_rows_chunks_and_states()
    {
        foreach (var inputs in Scripts())
        {
            var whole = FedRun.Of(Plan, inputs, chunkSteps: 7);
            for (var seed = 0; seed < 30; seed++)
            {
                var random = new Random(seed);
                var way = new FedRun.Way
                {
                    Arrivals = _ => random.Next(1, 6),
                    BatchSteps = random.Next(1, 12),
                    Capacity = random.Next(2, 8),
                    KillsAfter = [.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => random.Next(0, 4))],
                };
                var run = FedRun.Of(Plan, inputs, chunkSteps: 7, way);

                Assert.True(whole.Rows.SequenceEqual(run.Rows), $"rows differ with seed {seed}");
                Assert.Equal(whole.Chunks, run.Chunks);
            }
        }
    }

    [Fact]
    public void A_run_that_is_saved_and_loaded_at_any_step_continues_with_the_same_bits_while_inputs_act()
    {
        foreach (var inputs in Scripts())
        {
            var whole = FedRun.Of(Plan, inputs, chunkSteps: 1);
            for (var cut = 1; cut < whole.Chunks.Count; cut++)
            {
                var run = FedRun.Of(Plan, inputs, chunkSteps: 1, new FedRun.Way { KillsAfter = [cut] });

                Assert.True(whole.Rows.SequenceEqual(run.Rows), $"rows differ behind step {cut}");
                Assert.Equal(whole.Chunks, run.Chunks);
            }
        }
    }

    [Fact]
    [Trait("Item", "106")]
    public void A_queue_of_two_and_a_thousand_events_is_no_deadlock()
    {
        var script = new Script(Plan.Time.Step);
        for (var i = 0; i < 1000; i++)
            script.Set(i * FedPlans.Steps / 1000.0, "radiation.TM_K", 3500 + i);
        var inputs = script.Close();

        var run = FedRun.Of(Plan, inputs, way: new FedRun.Way { Capacity = 2, Arrivals = _ => 3 });

        Assert.Equal(Plan.Time.Steps, run.End.Run.Step);
        Assert.Equal(inputs[^1].NextOrdinal, run.End.Run.NextInputOrdinal);
    }

    [Fact]
    [Trait("Item", "106")]
    public void More_events_between_two_rows_of_a_driver_than_the_queue_holds_are_no_deadlock()
    {
        var script = new Script(Plan.Time.Step).Drive(true, true, "radiation.TM_K").Rows((0, 3900));
        for (var i = 0; i < 50; i++)
            script.At(5 + (i / 10.0), new RunAction.Log($"line {i}"));
        var inputs = script.Rows((30, 2500)).EndDrive().Close();

        var run = FedRun.Of(Plan, inputs, way: new FedRun.Way { Capacity = 2, Arrivals = _ => 1 });

        Assert.Equal(50, run.Effects.Count);
        Assert.Equal(Plan.Time.Steps, run.End.Run.Step);
    }

    [Fact]
    public void A_run_without_an_input_does_not_leave_time_0()
    {
        var integrator = new Integrator(Plan, Plan.NewState(), new Flushing.FlushPolicy(8, long.MaxValue, 1), isFed: true);
        using var buffer = new MarsDisk.History.Columns.ChunkBuffer(Plan.Schemas, 8);
        integrator.Begin(buffer);

        var window = integrator.Fill(100);

        Assert.Equal((0, 0, true), (window.FirstRow, window.EndRow, integrator.IsWaiting));
        Assert.Equal(0, integrator.NextStep);
    }

    internal static IEnumerable<IReadOnlyList<RunInput>> Scripts()
    {
        var dt = Plan.Time.Step;
        yield return new Script(dt)
            .Every(3.3, new RunAction.Snapshot("regular"))
            .Every(11, new RunAction.Flush(), from: 4.5, until: 30)
            .Expect(ClaimTime.Always, "radiation.TM_K", Comparison.Less, 4500)
            .Expect(ClaimTime.At, "radiation.TM_K", Comparison.Near, 3400, at: 20, tolerance: 1e-8)
            .Set(0, "radiation.TM_K", 3900)
            .Set(0, "optical_depth.tau_stop", 1e9)
            .Set(2.5, "supply.mixing.epsilon_mix", 0.3)
            .At(2.5, new RunAction.Log("less"))
            .At(5, new RunAction.RampKey(Script.Temperature, 3400, 15 * dt))
            .At(6, new RunAction.Pause(2)).At(6, new RunAction.Resume())
            .At(8.2, new RunAction.RampKey(LiveKeys.Find("supply.const.mu_orbit10pct")!, 4, 7.7 * dt))
            .At(12, new RunAction.Snapshot(null))
            .At(17.9, new RunAction.Flush())
            .Set(39.5, "optical_depth.tau_stop_tol", 1)
            .AtEnd(new RunAction.Snapshot("final"))
            .Expect(ClaimTime.End, "mass.error_percent", Comparison.Less, 0.5)
            .Close();
        yield return new Script(dt)
            .Every(9, new RunAction.Log("tick"))
            .Expect(ClaimTime.End, "driver.rows", Comparison.Equal, 9)
            .Drive(true, true, "radiation.TM_K")
            .Rows((0.2, 3800), (3.7, 3900), (3.9, 3850))
            .At(4, new RunAction.Snapshot("first"))
            .Rows((9, 3700))
            .Rows((21.5, 3600), (33, 3500), (38, 3501))
            .At(39, new RunAction.Flush())
            .Rows((41, 3600), (42, 3700))
            .EndDrive()
            .AtEnd(new RunAction.Log("end"))
            .Close();
        yield return new Script(dt).Close();
    }
}
