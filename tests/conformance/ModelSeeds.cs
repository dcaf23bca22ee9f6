using System.Globalization;

namespace Bolt.Conformance;

/// <summary>How many random runs against a model there are: a few each time the tests run, or as many as somebody asks for by hand with <c>BOLT_MODEL_SEEDS</c>.</summary>
public static class ModelSeeds
{
    /// <summary>The number of seeds to run, from 1 on.</summary>
    /// <param name="few">Where <c>BOLT_MODEL_SEEDS</c> is not set, or is no number.</param>
    public static int Count(int few) => int.TryParse(Environment.GetEnvironmentVariable("BOLT_MODEL_SEEDS"), CultureInfo.InvariantCulture, out var asked) ? asked : few;
}
