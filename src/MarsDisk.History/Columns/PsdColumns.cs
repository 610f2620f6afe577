using MarsDisk.History.Schemas;

namespace MarsDisk.History.Columns;

/// <summary>The size distributions of the steps of a chunk: one block of bins for each step that psd_hist keeps.</summary>
public sealed class PsdColumns : IDisposable
{
    private readonly NativeBlock _memory;
    private readonly RowRule _rule;
    private readonly bool _sizesCanMove;
    private readonly int _capacity;
    private readonly long _stepColumn;
    private readonly long _binColumn;

    internal PsdColumns(HistorySchemas schemas, int capacity)
    {
        _rule = schemas.Psd!.Rows;
        _sizesCanMove = schemas.Options.SizesCanMove;
        Bins = schemas.Options.Bins;
        _capacity = CapacityFor(schemas, capacity);
        _stepColumn = NativeBlock.ColumnBytes(_capacity, sizeof(double));
        _binColumn = NativeBlock.ColumnBytes((long)_capacity * Bins, sizeof(double));
        _memory = new NativeBlock(BytesFor(schemas, capacity));
    }

    /// <summary>Number of size bins.</summary>
    public int Bins { get; }

    /// <summary>Number of steps kept so far. The table has <see cref="Bins"/> rows for each.</summary>
    public int Rows { get; private set; }

    /// <summary>Bytes of native memory held.</summary>
    public long Bytes => _memory.Bytes;

    /// <summary>True if the table keeps the step.</summary>
    public bool Keeps(long step) => _rule.Keeps(step);

    /// <summary>Begins the rows of a step that is kept and returns their position. The caller fills all blocks of it.</summary>
    /// <param name="time">End of the step, s.</param>
    /// <param name="sigmaSurf">Surface density after the step, kg m⁻².</param>
    public int Append(double time, double sigmaSurf)
    {
        Times[Rows] = time;
        SurfaceDensities[Rows] = sigmaSurf;

        return Rows++;
    }

    /// <summary>Number density of each bin (N_bin).</summary>
    public Span<double> Numbers(int row) => Block(0, row);

    /// <summary>Surface density of each bin (Sigma_bin), kg m⁻².</summary>
    public Span<double> BinDensities(int row) => Block(1, row);

    /// <summary>Mass fraction of each bin (f_mass).</summary>
    public Span<double> MassFractions(int row) => Block(2, row);

    /// <summary>Grain radius at the centre of each bin, m; one block for all rows if sizes cannot move.</summary>
    public Span<double> Centers(int row) => _sizesCanMove ? Block(3, row) : _memory.Slice<double>(CentersOffset, Bins);

    internal bool SizesCanMove => _sizesCanMove;

    internal Span<double> Times => _memory.Slice<double>(0, _capacity);

    internal Span<double> SurfaceDensities => _memory.Slice<double>(_stepColumn, _capacity);

    internal ReadOnlySpan<double> AllNumbers => Blocks(0);

    internal ReadOnlySpan<double> AllBinDensities => Blocks(1);

    internal ReadOnlySpan<double> AllMassFractions => Blocks(2);

    internal ReadOnlySpan<double> AllCenters => Blocks(3);

    /// <summary>Bytes that the distributions of so many steps take.</summary>
    internal static long BytesFor(HistorySchemas schemas, int capacity)
    {
        if (schemas.Psd is null)
            return 0;

        var rows = CapacityFor(schemas, capacity);
        var bins = schemas.Options.Bins;
        var block = NativeBlock.ColumnBytes((long)rows * bins, sizeof(double));
        var centers = schemas.Options.SizesCanMove ? block : NativeBlock.ColumnBytes(bins, sizeof(double));

        return 2 * NativeBlock.ColumnBytes(rows, sizeof(double)) + 3 * block + centers;
    }

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();

    internal void Clear() => Rows = 0;

    internal int Capacity => _capacity;

    /// <summary>The columns as they lie in memory.</summary>
    internal IEnumerable<BufferColumn> Columns
    {
        get
        {
            var block = Bins * sizeof(double);
            yield return Column("psd.time", sizeof(double), 0);
            yield return Column("psd.sigma_surf", sizeof(double), _stepColumn);
            yield return Column("psd.numbers", block, BlockOffset(0));
            yield return Column("psd.bin_densities", block, BlockOffset(1));
            yield return Column("psd.mass_fractions", block, BlockOffset(2));
            yield return Column("psd.centers", block, CentersOffset) with { IsSingle = !_sizesCanMove };
        }
    }

    /// <summary>The first rows hold what was stored of an earlier buffer.</summary>
    internal void Resume(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, _capacity);
        Rows = rows;
    }

    internal Span<byte> Slice(long offset, int count) => _memory.Slice<byte>(offset, count);

    private long CentersOffset => BlockOffset(3);

    private long BlockOffset(int column) => 2 * _stepColumn + column * _binColumn;

    private static BufferColumn Column(string name, int rowBytes, long offset) =>
        new(name, ColumnKind.Double, rowBytes, IsPsd: true) { Offset = offset };

    private Span<double> Block(int column, int row) =>
        _memory.Slice<double>(2 * _stepColumn + column * _binColumn + (long)row * Bins * sizeof(double), Bins);

    private ReadOnlySpan<double> Blocks(int column) =>
        _memory.Slice<double>(2 * _stepColumn + column * _binColumn, checked(Rows * Bins));

    private static int CapacityFor(HistorySchemas schemas, int capacity) =>
        (capacity + schemas.Psd!.Rows.Stride - 1) / schemas.Psd.Rows.Stride;
}
