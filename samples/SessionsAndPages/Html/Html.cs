using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace SessionsAndPages;

/// <summary>HTML from an interpolated string. Every value is encoded, for text and for quoted attributes; HTML inside HTML stays as it is.</summary>
[InterpolatedStringHandler]
public sealed class Html(int literalLength, int formattedCount)
{
    private readonly StringBuilder _text = new(literalLength + (formattedCount * 16));

    /// <summary>For expressions that would make it a string, such as <c>a ? b : c</c>.</summary>
    public static Html Of(Html html) => html;

    public void AppendLiteral(string text) => _text.Append(text);

    public void AppendFormatted(string? value) => _text.Append(HtmlEncoder.Default.Encode(value ?? ""));

    public void AppendFormatted(int value) => _text.Append(value);

    /// <summary>To the minute, in UTC.</summary>
    public void AppendFormatted(DateTimeOffset? value) => AppendFormatted(value?.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", System.Globalization.CultureInfo.InvariantCulture));

    public void AppendFormatted(Html? value) => _text.Append(value?._text);

    public void AppendFormatted(IEnumerable<Html> values)
    {
        foreach (var value in values)
        {
            _text.Append(value._text);
        }
    }

    public override string ToString() => _text.ToString();
}
