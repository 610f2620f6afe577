using MarsDisk.Physics.Constants;
using MarsDisk.Physics.Numerics;

namespace MarsDisk.Physics.Radiation;

/// <summary>The radiation tables that follow from closed forms (specification 5.3) and therefore need no file.</summary>
public static class BuiltInQprTables
{
    private const int SizeCount = 16;
    private const double CalibrationAmplitude = 1.1216435011269723;     // Q = 1.12 at x = 8.8 (Abbas et al. 2003)

    private static readonly double[] HotTemperatures = [.. Enumerable.Range(0, 15).Select(i => 2000.0 + 300.0 * i)];

    private static readonly double[] AllTemperatures = [300, 500, 700, 900, 1000, 1300, 1600, 1900, .. HotTemperatures];

    /// <summary>The default table: x⁴ / (1 + x⁴) at the wavelength of Wien's law; 2000 to 6200 K.</summary>
    public static QprTable Wien()
    {
        var sizes = LogSpacedSizes();
        return new QprTable(
            HotTemperatures, sizes, [.. HotTemperatures.SelectMany(temperature => sizes.Select(size => WienBridge(size, temperature)))]);
    }

    /// <summary>Planck mean of (x⁴ + 0.1 x) / (1 + x⁴ + 0.1 x) from 0.5 to 30 µm, called "SiO2 generated"; 2000 to 6200 K.</summary>
    public static QprTable SilicaGenerated() =>
        PlanckMeans(HotTemperatures, PlanckMean.LogSpacedWavelengths(0.5e-6, 30e-6, 512), AbsorbingBridge);

    /// <summary>Planck mean of A x³ / (1 + x³) from 0.5 to 200 µm, called "SiO2 calibrated low-T"; 300 to 6200 K.</summary>
    public static QprTable SilicaCalibrated() =>
        PlanckMeans(AllTemperatures, PlanckMean.LogSpacedWavelengths(0.5e-6, 200e-6, 1024), CalibratedBridge);

    /// <summary>x⁴ / (1 + x⁴) with x = 2π s T / b.</summary>
    public static double WienBridge(double size, double marsTemperature)
    {
        var x = 2 * Math.PI * size / (PhysicalConstants.WienDisplacement / marsTemperature);
        var fourth = x * x * (x * x);
        return fourth / (1 + fourth);
    }

    /// <summary>(x⁴ + 0.1 x) / (1 + x⁴ + 0.1 x).</summary>
    public static double AbsorbingBridge(double x)
    {
        var bridge = x * x * (x * x) + 0.1 * x;
        return bridge / (1 + bridge);
    }

    /// <summary>A x³ / (1 + x³) with A fixed by one laboratory point.</summary>
    public static double CalibratedBridge(double x)
    {
        var cube = x * x * x;
        return CalibrationAmplitude * cube / (1 + cube);
    }

    // The efficiencies do not depend on the temperature: sampled once for each size, averaged for each temperature.
    private static QprTable PlanckMeans(double[] temperatures, double[] wavelengths, Func<double, double> bridge)
    {
        var sizes = LogSpacedSizes();
        var means = Array.ConvertAll(temperatures, temperature => new PlanckMean(wavelengths, temperature));
        var values = new double[temperatures.Length * SizeCount];
        for (var i = 0; i < SizeCount; i++)
        {
            var efficiencies = PlanckMean.Sample(bridge, wavelengths, sizes[i]);
            for (var j = 0; j < means.Length; j++)
                values[j * SizeCount + i] = means[j].Of(efficiencies);
        }
        return new QprTable(temperatures, sizes, values);
    }

    // 10^-7 to 10^-1 m, 0.4 dex apart.
    private static double[] LogSpacedSizes()
    {
        var sizes = new double[SizeCount];
        for (var i = 0; i < SizeCount; i++)
            sizes[i] = PortableMath.Pow10(-7 + 6.0 / (SizeCount - 1) * i);
        return sizes;
    }
}
