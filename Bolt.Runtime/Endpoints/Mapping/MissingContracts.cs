using System;
using System.Collections.Generic;
using System.Linq;
using Bolt.Hosting;

namespace Bolt.Endpoints.Mapping;

/// <summary>Types that are in no <c>JsonSerializerContext</c>, each with the routes that need it. What to do about it is said once.</summary>
internal sealed class MissingContracts
{
    private const int MostRoutes = 3;

    private readonly SortedDictionary<string, (Type Type, List<string> Routes)> _types = new(StringComparer.Ordinal);

    public void Add(Type type, BoltRouteInfo route)
    {
        var name = TypeName.Full(type);
        if (!_types.TryGetValue(name, out var missing))
        {
            _types.Add(name, missing = (type, []));
        }

        if (!missing.Routes.Contains(route.Route))
        {
            missing.Routes.Add(route.Route);
        }
    }

    public IEnumerable<string> Problems()
    {
        foreach (var (name, (type, routes)) in _types)
        {
            var left = routes.Count - MostRoutes;
            yield return $"{name} is in no JsonSerializerContext and {string.Join(", ", routes.Take(MostRoutes))}{(left > 0 ? $" and {left} more" : "")} need{(routes.Count == 1 ? "s" : "")} it: "
                + $"add [JsonSerializable(typeof({TypeName.InCode(type)}))] to your context.";
        }

        if (_types.Count > 0)
        {
            yield return "Add the context itself with ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, …)).";
        }
    }
}
