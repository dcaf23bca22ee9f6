using System.Globalization;

namespace Bolt.Benchmarks.Reporting;

/// <summary>Numbers as people read them: three significant digits.</summary>
public static class Figures
{
    public const string None = "–";

    public static string Show(double? value)
    {
        if (value is not { } v || !double.IsFinite(v))
        {
            return None;
        }

        var digits = v == 0 ? 0 : Math.Max(0, 2 - (int)Math.Floor(Math.Log10(Math.Abs(v))));
        return v.ToString("N" + Math.Min(digits, 3).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    public static string Show(double? value, string unit) => value is null ? None : $"{Show(value)} {unit}";

    public static string ShowRatio(double? value) => value is null ? None : Show(value) + " ×";
}
