using MarsDisk.History.Columns;
using MarsDisk.History.Schemas;
using MarsDisk.Simulation.Plans;

namespace MarsDisk.Simulation.Tests.Runs;

/// <summary>The rows of a run down to their bits, to compare ways of computing it.</summary>
internal static class RowBits
{
    /// <summary>Appends every live number of every row of a chunk, and its size distributions.</summary>
    public static void Collect(RunPlan plan, ChunkBuffer buffer, List<long> rows)
    {
        var live = plan.Schemas.Facts.Where(fact => fact is { IsConstant: false, Kind: ColumnKind.Double }).ToArray();
        for (var row = 0; row < buffer.Rows; row++)
        {
            foreach (var fact in live)
                rows.Add(BitConverter.DoubleToInt64Bits(buffer.Facts.Doubles(fact.Fact)[row]));
            foreach (var number in buffer.Psd!.Numbers(row))
                rows.Add(BitConverter.DoubleToInt64Bits(number));
        }
    }
}
