using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace MarsDisk.Snapshots.Hosting;

/// <summary>
/// Reads options from a configuration section. A key is the name of a property, written as the property or in kebab case:
/// <c>KeepLast</c> and <c>keep-last</c> are the same. A key that is no property is a problem: a typing error would
/// otherwise switch a safety off.
/// </summary>
internal sealed class SettingsReader(List<string> problems)
{
    /// <summary>A set of options with what the section says, and with their defaults otherwise.</summary>
    /// <param name="section">Where the keys are.</param>
    /// <param name="elsewhere">Names of subsections that somebody else reads.</param>
    public TOptions Read<TOptions>(IConfiguration section, params IReadOnlyList<string> elsewhere)
        where TOptions : class, new()
    {
        var options = new TOptions();
        Fill(options, section, "", elsewhere);
        return options;
    }

    private void Fill(object options, IConfiguration section, string path, IReadOnlyList<string> elsewhere)
    {
        var properties = options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).ToDictionary(property => Plain(property.Name), StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var child in section.GetChildren())
        {
            var name = Plain(child.Key);
            if (elsewhere.Any(other => Plain(other) == name))
                continue;
            var key = path + child.Key;
            if (!properties.TryGetValue(name, out var property))
                problems.Add($"'{key}' is not a setting; there are {string.Join(", ", properties.Values.Select(Kebab))}.");
            else if (!seen.Add(name))
                problems.Add($"'{key}' is set twice, in both ways of writing it.");
            else
                Set(options, property, child, key);
        }
    }

    private void Set(object options, PropertyInfo property, IConfigurationSection child, string key)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (type.IsClass && type != typeof(string))
            Fill(property.GetValue(options)!, child, key + ":", []);
        else if (type == typeof(IReadOnlyList<string>))
            property.SetValue(options, child.GetChildren().Select(item => item.Value ?? "").ToList());
        else if (Parsed(child.Value ?? "", type) is { } value)
            property.SetValue(options, value);
        else
            problems.Add($"'{key}' is '{child.Value}'; {Expected(type)} is expected.");
    }

    private static object? Parsed(string text, Type type)
    {
        var culture = CultureInfo.InvariantCulture;
        if (type == typeof(string))
            return text;
        if (type == typeof(int))
            return int.TryParse(text, NumberStyles.AllowLeadingSign, culture, out var number) ? number : null;
        if (type == typeof(long))
            return long.TryParse(text, NumberStyles.AllowLeadingSign, culture, out var number) ? number : null;
        if (type == typeof(bool))
            return bool.TryParse(text, out var isOn) ? isOn : null;
        if (type == typeof(TimeSpan))
            return TimeSpan.TryParseExact(text, "c", culture, out var span) ? span : null;
        return Array.Find(Enum.GetNames(type), name => Plain(name) == Plain(text)) is { } word ? Enum.Parse(type, word) : null;
    }

    private static string Expected(Type type)
    {
        if (type == typeof(TimeSpan))
            return "a time as 00:15:00 or 2.00:00:00";
        if (type == typeof(bool))
            return "true or false";
        return type.IsEnum ? "one of " + string.Join(", ", Enum.GetNames(type)) : "a whole number";
    }

    private static string Plain(string name) => name.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();

    private static string Kebab(PropertyInfo property) => string.Concat(
        property.Name.Select((letter, i) => char.IsUpper(letter) && i > 0 ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
