using System.Globalization;
using System.Text.RegularExpressions;

namespace MarsDisk.Runtime.Logging;

/// <summary>How important a log entry is.</summary>
public enum LogLevel
{
    /// <summary>For finding defects.</summary>
    Debug,

    /// <summary>For people who follow the work.</summary>
    Info,

    /// <summary>Something is unusual, the work goes on.</summary>
    Warning,

    /// <summary>Something failed.</summary>
    Error,
}

/// <summary>One log entry on its way to the host: template and arguments are kept apart.</summary>
/// <param name="Level">How important it is.</param>
/// <param name="Source">The path of the actor.</param>
/// <param name="Cause">The exception, if one caused it.</param>
/// <param name="Template">The text with holes, numbered (<c>{0}</c>) or named (<c>{Run}</c>).</param>
/// <param name="Arguments">What fills the holes, in order.</param>
public sealed partial record LogEvent(
    LogLevel Level, string Source, Exception? Cause, string Template, IReadOnlyList<object?> Arguments)
{
    /// <summary>The template with its holes filled, culture-invariant.</summary>
    public string Message
    {
        get
        {
            var next = 0;
            return Hole().Replace(Template, hole =>
            {
                var isNumber = int.TryParse(hole.Groups["name"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var index);
                var position = isNumber ? index : next++;
                return position < Arguments.Count
                    ? string.Format(CultureInfo.InvariantCulture, "{0" + hole.Groups["format"].Value + "}", Arguments[position])
                    : hole.Value;
            });
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"[{Level}][{Source}] {Message}";

    [GeneratedRegex(@"\{@?(?<name>\w+)(?<format>(,-?\d+)?(:[^}]*)?)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hole();
}
