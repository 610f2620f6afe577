using MarsDisk.History.Schemas;

namespace MarsDisk.History.Tests;

public sealed class SchemaTests
{
    private static readonly HistoryOptions Everything = new()
    {
        Bins = 4,
        Steps = 11,
        StepDiagnostics = true,
        EnergyBookkeeping = true,
        ExtendedDiagnostics = true,
        EvolveMinSize = true,
    };

    private static readonly HistorySchemas Smallest = new(new HistoryOptions { Bins = 4, Steps = 11 });
    private static readonly HistorySchemas Largest = new(Everything);

    [Fact]
    public void Tables_have_as_many_columns_as_the_specification_lists()
    {
        Assert.Equal(168, Smallest.Run.Columns.Count);
        Assert.Equal(7, Smallest.Psd!.Columns.Count);
        Assert.Equal(119, Smallest.Diagnostics.Columns.Count);
        Assert.Equal(11, Smallest.MassBudget.Columns.Count);
        Assert.Null(Smallest.StepDiagnostics);
        Assert.Null(Smallest.Energy);
    }

    [Fact]
    public void Switched_on_groups_extend_the_tables_in_the_fixed_order()
    {
        Assert.Equal(168 + 11 + 8 + 1, Largest.Run.Columns.Count);
        Assert.Equal(12, Largest.MassBudget.Columns.Count);
        Assert.Equal(23, Largest.StepDiagnostics!.Columns.Count);
        Assert.Equal(12, Largest.Energy!.Columns.Count);
        Assert.Equal("E_rel_step", Largest.Run.Columns[168].Name);
        Assert.Equal("mloss_blowout_rate", Largest.Run.Columns[179].Name);
        Assert.Equal("s_min_evolved", Largest.Run.Columns[187].Name);
    }

    [Theory]
    [InlineData(1, "time")]
    [InlineData(18, "tau")]
    [InlineData(50, "t_blow")]
    [InlineData(51, "prod_subblow_area_rate")]
    [InlineData(93, "supply_reservoir_clipped")]
    [InlineData(94, "M_out_dot")]
    [InlineData(116, "smol_dt_eff")]
    [InlineData(130, "M_loss_hydro")]
    [InlineData(131, "fast_blowout_factor")]
    [InlineData(145, "s_min_effective")]
    [InlineData(168, "sublimation_blocked_by_phase")]
    public void Run_columns_stand_where_the_specification_numbers_them(int number, string name) =>
        Assert.Equal(name, Smallest.Run.Columns[number - 1].Name);

    [Theory]
    [InlineData(1, "time")]
    [InlineData(17, "t_solid_s")]
    [InlineData(34, "phi_effective")]
    [InlineData(46, "area_m2")]
    [InlineData(75, "s_min_effective")]
    [InlineData(94, "phase_payload")]
    [InlineData(107, "smol_dt_eff")]
    [InlineData(119, "blowout_gate_factor")]
    public void Diagnostics_columns_stand_where_the_specification_numbers_them(int number, string name) =>
        Assert.Equal(name, Smallest.Diagnostics.Columns[number - 1].Name);

    [Fact]
    public void Every_column_has_a_unit_of_the_vocabulary_and_a_sentence()
    {
        foreach (var column in Largest.Tables.SelectMany(table => table.Columns))
        {
            Assert.Equal(column.Unit, UnitVocabulary.Find(column.Unit).Word);
            Assert.Matches("^[A-Z].+[.]$", column.Definition);
        }
    }

    [Fact]
    public void Names_are_unique_within_a_table()
    {
        foreach (var table in Largest.Tables)
            Assert.Equal(table.Columns.Count, table.Columns.Select(column => column.Name).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Readers_find_the_phrases_that_they_rely_on()
    {
        Assert.Equal("M_Mars s^-1", Smallest.Run["M_sink_dot"].Unit);
        Assert.Equal("M_Mars s^-1", Smallest.Run["dM_dt_surface_total"].Unit);
        Assert.Equal("dimensionless", Smallest.Run["fast_blowout_factor"].Unit);
        Assert.Contains("loss fraction", Smallest.Run["fast_blowout_factor"].Definition, StringComparison.Ordinal);
        Assert.StartsWith("Total surface-layer mass-loss rate", Smallest.Run["dM_dt_surface_total"].Definition, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fact_is_shown_and_bears_the_name_of_a_column_that_shows_it()
    {
        var columns = Largest.Tables.SelectMany(table => table.Columns.Select(column => (table, column))).ToList();

        foreach (var fact in Enum.GetValues<StepFact>())
        {
            var names = columns.Where(pair => pair.column.Fact == fact)
                .SelectMany(pair => new[] { Pascal(pair.column.Name), Pascal(pair.table.Name) + Pascal(pair.column.Name) });

            Assert.Contains(fact.ToString(), names, StringComparer.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void Columns_that_show_one_fact_agree_on_kind_and_unit()
    {
        foreach (var group in Largest.Tables.SelectMany(table => table.Columns).Where(column => column.Fact is not null).GroupBy(column => column.Fact))
            Assert.Single(group.Select(column => (column.Kind, column.Unit, string.Join(' ', column.Words))).Distinct());
    }

    [Fact]
    public void A_fact_is_owned_by_a_column_in_exactly_one_place_of_a_table()
    {
        foreach (var table in Largest.Tables)
        {
            var owners = table.Columns.Where(column => column.Fact is not null && column.Storage != ColumnStorage.Alias);

            Assert.All(owners.GroupBy(column => column.Fact), group => Assert.Single(group));
        }
    }

    [Fact]
    public void A_word_outside_the_list_is_refused()
    {
        var fact = Smallest[StepFact.CaseStatus];

        Assert.Equal(2, fact.IndexOf("no_blowout"));
        Assert.Throws<ArgumentException>(() => fact.IndexOf("maybe"));
    }

    [Theory]
    [InlineData(1, 0, 11, 11)]
    [InlineData(4, 0, 11, 4)]
    [InlineData(4, 4, 8, 1)]
    [InlineData(4, 8, 11, 2)]
    [InlineData(5, 8, 11, 1)]
    public void A_stride_keeps_its_multiples_and_the_last_step(int stride, long first, long end, long expected)
    {
        var rule = new RowRule(stride, 10);

        Assert.Equal(expected, rule.Count(first, end));
        Assert.Equal(expected, Enumerable.Range((int)first, (int)(end - first)).Count(step => rule.Keeps(step)));
    }

    private static string Pascal(string name) => string.Concat(name.Split('_').Select(word => word.Length == 0 ? "" : char.ToUpperInvariant(word[0]) + word[1..]));
}
