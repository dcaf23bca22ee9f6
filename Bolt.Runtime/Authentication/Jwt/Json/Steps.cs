using System;
using System.Diagnostics;

namespace Bolt.Authentication.Jwt.Json;

/// <summary>
/// Counts the work that a text causes: bytes looked at, names compared. The calls are compiled only where <c>COUNT_STEPS</c> is defined, as in <c>tests/Bolt.Jwt.Steps</c>,
/// whose tests show that the count grows no faster than the text. Elsewhere they cost nothing, because they are not there.
/// </summary>
internal static class Steps
{
    [ThreadStatic]
    private static long _taken;

    public static long Taken => _taken;

    [Conditional("COUNT_STEPS")]
    public static void Count(int steps) => _taken += steps;
}
