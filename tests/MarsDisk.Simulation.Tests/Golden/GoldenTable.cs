using System.Globalization;
using System.Text.Json;

namespace MarsDisk.Simulation.Tests.Golden;

/// <summary>Rows of one golden table: the cells of its file, and beside them the columns that never change.</summary>
internal sealed class GoldenTable
{
    private readonly string[] _header;
    private readonly List<string[]> _rows = [];

    public GoldenTable(string directory, string name)
    {
        var lines = File.ReadAllLines(Path.Combine(directory, name + ".csv"));
        _header = lines[0].Split(',');
        foreach (var line in lines.Skip(1))
            _rows.Add(line.Split(','));
        var constants = Path.Combine(directory, name + "_constants.json");
        if (File.Exists(constants))
            Constants = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(File.ReadAllText(constants))!
                .ToDictionary(pair => pair.Key, pair => Text(pair.Value), StringComparer.Ordinal);
    }

    public IReadOnlyDictionary<string, string> Constants { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public IReadOnlyList<string> Columns => _header;

    public int Rows => _rows.Count;

    public string this[int row, string column] => _rows[row][Array.IndexOf(_header, column)];

    public long Step(int row) => long.Parse(this[row, "step"], CultureInfo.InvariantCulture);

    // As the reference writes cells: an empty one has no value, truth values are lower case.
    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.String => value.GetString() == "nan" ? "" : value.GetString()!,
        _ => value.GetRawText(),
    };
}
