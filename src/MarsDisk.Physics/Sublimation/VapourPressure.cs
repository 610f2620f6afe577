namespace MarsDisk.Physics.Sublimation;

/// <summary>Which rule gave a vapour pressure.</summary>
public enum VapourBranch
{
    /// <summary>The Clausius law of the solid.</summary>
    Solid,

    /// <summary>The Clausius law of the liquid.</summary>
    Liquid,

    /// <summary>The table.</summary>
    Tabulated,

    /// <summary>A Clausius law fitted to the end of the table.</summary>
    LocalFit,
}

/// <summary>Saturation vapour pressure of the grain material, by the model chosen once per run (specification 14.2).</summary>
public sealed class VapourPressure
{
    private readonly ClausiusLaw _solid;
    private readonly ClausiusLaw? _liquid;
    private readonly double _switchTemperature;
    private readonly PressureTable? _table;
    private readonly bool _isTableOnly;

    private VapourPressure(ClausiusLaw solid, ClausiusLaw? liquid, double switchTemperature, PressureTable? table, bool isTableOnly)
    {
        _solid = solid;
        _liquid = liquid;
        _switchTemperature = switchTemperature;
        _table = table;
        _isTableOnly = isTableOnly;
    }

    /// <summary>Model "clausius": the solid law, and the liquid one from the switch temperature (K) on if there is one.</summary>
    public static VapourPressure Clausius(ClausiusLaw solid, ClausiusLaw? liquid = null, double switchTemperature = double.PositiveInfinity) =>
        new(solid, liquid, switchTemperature, null, false);

    /// <summary>Model "tabulated": the table; asking outside of it is an error.</summary>
    public static VapourPressure Tabulated(PressureTable table) => new(default, null, double.PositiveInfinity, table, true);

    /// <summary>Model "auto": the table where it holds, a local fit beside it, the Clausius laws when that fit is of no use.</summary>
    public static VapourPressure Automatic(
        PressureTable table, ClausiusLaw solid, ClausiusLaw? liquid = null, double switchTemperature = double.PositiveInfinity) =>
        new(solid, liquid, switchTemperature, table, false);

    /// <summary>P at a temperature (K), Pa.</summary>
    public double Pressure(double temperature) => Evaluate(temperature).Pressure;

    /// <summary>P at a temperature (K), Pa, and the rule that gave it.</summary>
    public (double Pressure, VapourBranch Branch) Evaluate(double temperature)
    {
        if (_table is not null && (_isTableOnly || _table.Covers(temperature)))
            return (_table.Pressure(temperature), VapourBranch.Tabulated);
        if (_table?.FitNear(temperature) is { } fit)
            return (fit.Pressure(temperature), VapourBranch.LocalFit);
        return _liquid is { } liquid && temperature >= _switchTemperature
            ? (liquid.Pressure(temperature), VapourBranch.Liquid)
            : (_solid.Pressure(temperature), VapourBranch.Solid);
    }
}
