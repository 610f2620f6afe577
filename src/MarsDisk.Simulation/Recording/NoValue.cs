using MarsDisk.Parquet;

namespace MarsDisk.Simulation.Recording;

/// <summary>The marks of a quantity that has no value in a step; a table shows it as missing.</summary>
internal static class NoValue
{
    public const byte Word = Missing.Text;

    public static readonly double Number = Missing.Double;
}
