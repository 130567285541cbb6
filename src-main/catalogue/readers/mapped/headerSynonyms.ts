import type { TrackField } from '../../../../src-preload/contract.ts';

const words = (list: string) => list.split('|');

/**
 * What columns are called, as compared by `plainHeader`: English and the short
 * forms of data sets first, then Spanish, German, French, Portuguese, Italian,
 * Russian and Japanese. Earlier words fit better.
 */
export const headerSynonyms: Readonly<Record<TrackField, readonly string[]>> = {
  title: words(
    'trackname|tracktitle|songname|songtitle|title|track|song|name|titulo|nombre|cancion|nombredelacancion|nombredelapista|pista|titel|titelname|songtitel|lied|liedname|titre|nomdutitre|morceau|chanson|nomdelachanson|nomdelapiste|piste|nomdamusica|nomedamusica|nomedafaixa|faixa|musica|titolo|brano|canzone|nomedelbrano|название|названиетрека|трек|песня|названиепесни|композиция|曲名|タイトル|トラック名|楽曲名|曲',
  ),
  artist: words(
    'artistname|artistnames|artists|artist|trackartist|performer|band|creator|albumartist|artista|artistas|interprete|nombredelartista|nombresdelosartistas|nombresdeartistas|kunstler|kunstlername|interpret|interpreten|band|artiste|artistes|nomdelartiste|nomsdelartiste|nomdoartista|nomedoartista|nomesdosartistas|nomedellartista|nomidegliartisti|исполнитель|исполнители|имяисполнителя|артист|группа|アーティスト|アーティスト名|歌手',
  ),
  album: words(
    'albumname|albumtitle|album|release|releasename|trackalbumname|nombredelalbum|disco|albumtitel|albumname|nomdelalbum|nomedoalbum|nomedellalbum|альбом|названиеальбома|アルバム|アルバム名',
  ),
  genre: words(
    'trackgenre|genres|genre|artistgenres|playlistgenre|topgenre|style|tag|tags|genero|generos|generosdelartista|stil|musikrichtung|styles|generi|genere|жанр|жанры|ジャンル',
  ),
  year: words(
    'year|releaseyear|yearreleased|releasedate|albumreleasedate|date|ano|anio|fechadelanzamiento|fechadelanzamientodelalbum|jahr|erscheinungsjahr|veroffentlichungsdatum|annee|datedesortie|datadelancamento|datadelancamentodoalbum|anno|datadiuscita|год|годвыпуска|датавыпуска|датавыхода|年|発売年|リリース日|リリース年',
  ),
  duration_ms: words(
    'durationms|trackdurationms|lengthms|msduration|duracionms|duraciondelapistams|dauerms|titeldauerms|dureems|dureedutitrems|duracaoms|duracaodafaixams|duratams|длительностьмс|再生時間ms|再生時間ミリ秒',
  ),
  duration_s: words(
    'durations|durationsec|durationseconds|duration|length|time|dur|lengths|seconds|duracion|duracions|dauer|dauers|lange|laenge|spieldauer|duree|durees|temps|duracao|duracaos|durata|длительность|продолжительность|время|再生時間|長さ|時間',
  ),
  popularity: words(
    'popularity|trackpopularity|pop|popularidad|popularitat|beliebtheit|popularite|popularidade|popolarita|популярность|人気度|人気',
  ),
  spotify_id: words(
    'spotifyid|trackuri|spotifyuri|spotifytrackuri|spotifytrackid|trackid|uri|id|url|link|uridelapista|uridelacancion|titeluri|uridutitre|uridamusica|uridafaixa|trackuri|uriтрека|トラックuri',
  ),
  isrc: words('isrc|trackisrc|isrccode'),
  mbid: words('recordingmbid|trackmbid|musicbrainzid|musicbrainztrackid|musicbrainzrecordingid|mbid'),
  explicit: words(
    'explicit|isexplicit|explicita|explicito|explizit|explicite|esplicito|безцензуры|露骨な表現|明示的',
  ),
  danceability: words(
    'danceability|dance|dnce|bailabilidad|bailable|tanzbarkeit|dansabilite|dancabilidade|ballabilita|танцевальность|ダンサビリティ|踊りやすさ',
  ),
  energy: words('energy|nrgy|nrg|energia|energie|energia|энергия|энергичность|エネルギー'),
  valence: words(
    'valence|val|mood|happiness|valencia|positividad|valenz|stimmung|valenza|валентность|позитивность|настроение|感情価|明るさ',
  ),
  tempo: words('tempo|bpm|beatsperminute|темп|ударовминуту|テンポ'),
  loudness: words(
    'loudness|loudnessdb|db|volume|volumen|sonoridad|lautheit|lautstarke|volumesonore|intensitesonore|sonoridade|sonorita|громкость|ラウドネス|音量',
  ),
  acousticness: words(
    'acousticness|acoustic|acous|acustica|acusticidad|akustik|akustizitat|acoustique|acousticite|acusticidade|acusticita|акустичность|アコースティック|アコースティック度',
  ),
  instrumentalness: words(
    'instrumentalness|instrumental|instr|instrumentalidad|instrumentalitat|instrumentalite|instrumentalidade|strumentalita|инструментальность|インストゥルメンタル|インストゥルメンタル度',
  ),
  liveness: words(
    'liveness|live|vivacidad|endirecto|livecharakter|envivo|aovivo|концертность|живость|ライブ感',
  ),
  speechiness: words(
    'speechiness|speech|spch|habla|locuacidad|sprachanteil|sprache|parole|fala|discurso|parlato|речь|речевость|スピーチ|スピーチ度',
  ),
  key: words(
    'key|musicalkey|tonalidad|clave|tonart|tonalite|cle|tom|tonalidade|tonalita|тональность|キー|調',
  ),
  mode: words('mode|modality|modo|modus|tongeschlecht|лад|モード|旋法'),
  time_signature: words(
    'timesignature|meter|beatsperbar|compas|taktart|takt|mesure|signaturerythmique|compasso|размер|拍子',
  ),
};

/** A header as it is compared: lower case, without accents, signs and what stands after a dash or in brackets with words. */
export function plainHeader(header: string): string {
  return header
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/\s+[-–—:].*$/s, '')
    .normalize('NFC')
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}
