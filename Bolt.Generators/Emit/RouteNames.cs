using System.Collections.Generic;
using System.Globalization;
using Bolt.Generators.Model;

namespace Bolt.Generators.Emit;

/// <summary>Class names of the routes of one handler type: the method's name, numbered where several routes share it.</summary>
internal static class RouteNames
{
    public static string[] Of(HandlerGroup group)
    {
        var names = new string[group.Routes.Count];
        var count = new Dictionary<string, int>();
        for (var i = 0; i < names.Length; i++)
        {
            var method = group.Routes[i].Handler.Substring(group.Routes[i].HandlerType.Length + 1);
            var number = count.TryGetValue(method, out var seen) ? seen + 1 : 0;
            count[method] = number;
            // No member of an endpoint class ends in an underscore and a number, so no handler name can meet one.
            names[i] = HintNames.Mangle(method) + "_" + number.ToString(CultureInfo.InvariantCulture);
        }

        return names;
    }
}
