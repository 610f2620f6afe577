using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MarsDisk.Configuration.Keys;
using MarsDisk.Configuration.Rendering;

namespace MarsDisk.Configuration;

/// <summary>
/// The keys as a JSON Schema, so that an editor completes and checks a configuration while it is written. Made from the
/// same table as the checks of the program; rules between keys are not in it.
/// </summary>
public static class ConfigurationSchema
{
    // Names that shipped files of the reference carry and that mean nothing.
    private const string NotesPattern = "^_";

    private static readonly JsonSerializerOptions Layout =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>The schema, draft 2020-12, with a line feed at its end.</summary>
    public static string ToJson()
    {
        var root = Mapping(KeyRegistry.Run, section: "");
        root["$schema"] = "https://json-schema.org/draft/2020-12/schema";
        root["title"] = "Configuration of a MarsDisk run";
        AddOldNames(root);
        return root.ToJsonString(Layout) + "\n";
    }

    private static JsonObject Mapping(KeyRegistry registry, string section)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var key in registry.Keys.Where(key => key.Section == section))
        {
            properties[key.Name] = Property(key);
            if (key.IsRequired)
                required.Add((JsonNode)key.Name);
        }

        foreach (var child in registry.Sections.Where(child => child.Parent == section && child.Path != section))
        {
            properties[child.Name] = Section(registry, child);
            if (child.Presence == SectionPresence.Required)
                required.Add((JsonNode)child.Name);
        }

        var mapping = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["patternProperties"] = new JsonObject { [NotesPattern] = new JsonObject() },
            ["additionalProperties"] = false,
        };
        if (required.Count > 0)
            mapping["required"] = required;
        return mapping;
    }

    private static JsonObject Section(KeyRegistry registry, SectionDefinition section)
    {
        var mapping = Mapping(registry, section.Path);
        return section.Presence is SectionPresence.Null or SectionPresence.CanBeSwitchedOff
            ? new JsonObject { ["anyOf"] = new JsonArray(mapping, new JsonObject { ["type"] = "null" }) }
            : mapping;
    }

    private static JsonObject Property(KeyDefinition key)
    {
        var schema = key.Path == "supply.piecewise"
            ? new JsonObject { ["type"] = "array", ["items"] = Mapping(KeyRegistry.SupplySegment, section: "") }
            : key.Type.ToSchema();
        Limit(schema, key.Bounds);
        schema["description"] = key.Unit.Length == 0 ? $"{key.Effect}." : $"{key.Effect}. Unit: {key.Unit}.";
        if (key is { IsRequired: false, Default: not ByProfile })
            schema["default"] = ConfigurationTree.Plain(key.Default) is { } value
                ? JsonNode.Parse(TreeText.CanonicalJson(value))
                : null;
        if (key.Status == KeyStatus.Legacy)
            schema["deprecated"] = true;
        return schema;
    }

    // Bounds belong to the numbers among the alternatives.
    private static void Limit(JsonObject schema, Bounds bounds)
    {
        foreach (var alternative in schema["anyOf"]?.AsArray().OfType<JsonObject>() ?? [])
            Limit(alternative, bounds);
        if ((string?)schema["type"] is not ("number" or "integer"))
            return;
        if (double.IsFinite(bounds.Low))
            schema[bounds.HasLow ? "minimum" : "exclusiveMinimum"] = bounds.Low;
        if (double.IsFinite(bounds.High))
            schema[bounds.HasHigh ? "maximum" : "exclusiveMaximum"] = bounds.High;
    }

    private static void AddOldNames(JsonObject root)
    {
        foreach (var renamed in RenamedKey.All)
        {
            var target = KeyRegistry.Run.Find(renamed.Target)!;
            var schema = renamed.Translate is null ? target.Type.ToSchema() : [];
            schema["description"] = $"Deprecated name of {renamed.Target}.";
            schema["deprecated"] = true;
            var names = renamed.Path.Split('.');
            Properties(root, names.AsSpan(..^1))[names[^1]] = schema;
        }

        Properties(root, ["psd"])["alpha_mode"] = new JsonObject { ["description"] = "Without meaning; passed over." };
        Properties(root, [])["physics"] = new JsonObject
        {
            ["type"] = "object",
            ["description"] = "Its entries are read as if they stood at the root.",
        };
    }

    private static JsonObject Properties(JsonObject root, ReadOnlySpan<string> sections)
    {
        var mapping = root;
        foreach (var section in sections)
        {
            var child = mapping["properties"]![section]!.AsObject();
            mapping = child["anyOf"]?[0]?.AsObject() ?? child;
        }

        return mapping["properties"]!.AsObject();
    }
}
