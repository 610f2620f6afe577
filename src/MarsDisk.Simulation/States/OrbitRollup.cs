namespace MarsDisk.Simulation.States;

/// <summary>Masses lost per orbit: what has been gathered for the orbit under way, and the rows of those completed.</summary>
public sealed class OrbitRollup
{
    private const int Fields = 7;

    private double[] _cells = [];
    private long _completed;
    private double _elapsed;
    private double _blowout;
    private double _sinks;

    /// <summary>Number of completed orbits.</summary>
    public int Completed => (int)_completed;

    /// <summary>A completed orbit, from 0.</summary>
    public OrbitRow this[int orbit]
    {
        get
        {
            var c = _cells.AsSpan(orbit * Fields, Fields);
            return new OrbitRow(c[0], c[1], c[2], c[3], c[4], c[5], c[6]);
        }
    }

    /// <summary>Makes room for the orbits of a run, so that a step allocates nothing.</summary>
    internal void Reserve(long orbits) => Array.Resize(ref _cells, (int)Math.Max(orbits * Fields, _cells.Length));

    // Time is gathered by adding dt: its last bits decide whether an orbit that ends with the run completes.
    internal void Add(double dt, double blowout, double sinks, double period, in OrbitStep step)
    {
        _elapsed += dt;
        _blowout += blowout;
        _sinks += sinks;
        while (_elapsed >= period)
        {
            var fraction = period / _elapsed;
            var orbitEnd = step.Time - (_elapsed - period);
            Append(new OrbitRow(
                step.Time, orbitEnd, _blowout * fraction, _sinks * fraction, step.Blowout, step.Sinks, step.Temperature));
            _elapsed -= period;
            _blowout -= _blowout * fraction;
            _sinks -= _sinks * fraction;
        }
    }

    internal void Transfer(IStateTransfer transfer, uint tag)
    {
        var rows = _cells[..(int)(_completed * Fields)];
        transfer.Numbers(tag, ref rows);
        transfer.Number(tag + 1, ref _completed);
        transfer.Number(tag + 2, ref _elapsed);
        transfer.Number(tag + 3, ref _blowout);
        transfer.Number(tag + 4, ref _sinks);
        if (rows.Length > _cells.Length)
            _cells = rows;
        else
            rows.CopyTo(_cells, 0);
    }

    private void Append(in OrbitRow row)
    {
        if ((_completed + 1) * Fields > _cells.Length)
            Reserve((_completed + 1) * 2);
        var c = _cells.AsSpan((int)_completed * Fields, Fields);
        (c[0], c[1], c[2], c[3]) = (row.StepEnd, row.OrbitEnd, row.Blowout, row.Sinks);
        (c[4], c[5], c[6]) = (row.BlowoutTotal, row.SinksTotal, row.Temperature);
        _completed++;
    }
}

/// <summary>What a completed orbit notes of the step in which it ended.</summary>
/// <param name="Time">End of the step, s.</param>
/// <param name="Blowout">Mass blown out since the start, Mars masses.</param>
/// <param name="Sinks">Mass lost to sinks since the start, Mars masses.</param>
/// <param name="Temperature">Temperature of Mars, K.</param>
internal readonly record struct OrbitStep(double Time, double Blowout, double Sinks, double Temperature);
