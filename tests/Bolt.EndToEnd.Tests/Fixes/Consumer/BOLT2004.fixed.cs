using Bolt;

namespace Consumer;

public static class Uncallable
{
    [BoltGet("/uncallable/1", Guards = [typeof(AllowAny)])]
    internal static string Hidden() => "1";

    internal static class Nested
    {
        [BoltGet("/uncallable/2", Guards = [typeof(AllowAny)])]
        public static string InHidden() => "2";
    }
}
