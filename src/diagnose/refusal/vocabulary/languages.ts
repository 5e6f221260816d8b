/**
 * The commonest families in other languages, as pieces of text in lower case: their words are bent or not parted by blanks,
 * so that phrases over words would miss them. Each weighs as much as a strong English phrase.
 */
import type { Meaning } from './meaning.ts';

const pieces: { readonly [M in Meaning]?: readonly string[] } = {
  exists: [
    'ya tiene|ya posee|ya existen|já possui|já tem|heeft al een|possiede già|a déjà|masz już|у вас уже|같은 이름|同名|同じ名前|同一',
    'existiert bereits|existiert schon|bereits vorhanden|bereits vergeben|bereits registriert',
    'bereits verwendet|bereits angelegt|schon vergeben|ya existe|ya está registrad|ya esta registrad',
    'ya ha sido registrad|ya está en uso|ya esta en uso|ya en uso|ya fue registrad|duplicad',
    'existe déjà|existe deja|déjà utilisé|déjà enregistré|deja enregistre|déjà pris|déjà existant',
    'est déjà associé|já existe|ja existe|já cadastrad|já está em uso|já registrad|já está sendo usad',
    'já utilizad|esiste già|già esistente|già in uso|già registrat|già presente|bestaat al',
    'al in gebruik|finns redan|findes allerede|finnes allerede|on jo olemassa|już istnieje|jest zajęt',
    'jest już|již existuje|už existuje|már létezik|există deja|уже существует|уже существуют',
    'уже занят|уже используется|уже зарегистрирован|вже існує|уже існує|вже використову',
    'уже зареєстрован|вже зареєстрован|вече съществува|zaten var|zaten mevcut|zaten kayıtlı',
    'zaten kullanıl|sudah ada|sudah terdaftar|sudah digunakan|đã tồn tại|đã được sử dụng',
    'đã được đăng ký|trùng|已存在|已经存在|已被占用|已被使用|已注册|已被注册|重复|重複|已使用|既に存在|すでに存在|登録済み|既に登録|すでに登録|既に使用',
    '이미 존재|이미 가입|이미 등록|이미 사용|중복|موجود بالفعل|มีอยู่แล้ว',
  ],
  'in-use': [
    'zugeordnet sind|zugeordnet ist|zugewiesen sind|zugewiesen ist|zugeordnet wurden|使用されている|利用されている|使われている|紐づ|紐付|正被使用|被使用|사용되고|연결된',
    'vinculad|asociad|associés|liés à|zugeordnete|abhängig|gekoppeld|связанн|пов’язан|bağlı',
    'wird noch verwendet|wird verwendet|noch in verwendung|in verwendung|wird referenziert',
    'noch zugeordnet|está siendo utilizad|está siendo usad|tiene registros asociad|tiene asociad',
    "registros relacionad|est utilisé par|utilisé par|en cours d’utilisation|en cours d'utilisation",
    'está sendo usad|está sendo utilizad|possui registros|utilizzato da|wordt gebruikt',
    'в использовании|связанные записи|kullanılıyor|masih digunakan|đang được sử dụng|被引用|正在使用|使用中',
    '存在关联|存在子|有关联|参照されて|사용 중|참조',
  ],
  version: [
    'modificada por|modificado por|alterado por|alterada por|actualizado por otr|actualizada por otr|editado por|editada por|bearbeitet von|von jemand anderem|다른 사용자가|他のユーザー|他用户|其他用户|başka bir kullanıcı',
    'zwischenzeitlich|inzwischen geändert|inzwischen bearbeitet|anderen benutzer geändert',
    'wurde geändert|veraltet|modificado por otr|ha sido modificad|fue modificad|modifié par',
    'a été modifié|modificado por outr|foi alterad|foi modificad|è stato modificat|is gewijzigd',
    'inmiddels gewijzigd|изменен другим|изменён другим|была изменена|был изменен|був змінен|устарел',
    'değiştirilmiş|değiştirildi|güncellenmiş|telah diubah|đã được thay đổi|đã bị thay đổi',
    'đã được cập nhật bởi|zmieniony przez|został zmieniony|已被修改|已被更新|已被其他|版本不一致|版本冲突|版本不匹配|已被他人',
    '更新されています|更新されました|変更されています|変更されました|競合|수정되었|변경되었|버전 충돌',
  ],
  busy: [
    '二重送信',
    'işleniyor|zaten çalışıyor|ya se está|já está sendo process',
    'wird gerade|wird derzeit|läuft bereits|wird bereits|später erneut|später noch einmal',
    'en cours de traitement|déjà en cours|réessayer plus tard|réessayez|en curso|en proceso',
    'intente más tarde|inténtelo más tarde|em andamento|em processamento|tente novamente|in corso',
    'riprova|выполняется|обрабатывается|попробуйте позже|повторите попытку позже|devam ediyor',
    'sedang diproses|đang được xử lý|đang chạy|正在处理|处理中|正在执行|稍后再试|请稍后|正在进行|进行中|运行中|执行中|同步中|生成中|処理中|実行中|しばらく|처리 중|진행 중',
    '잠시 후',
  ],
  locked: [
    'durch benutzer|durch den benutzer|durch anderen benutzer|von einem anderen benutzer bearbeitet|in bearbeitung durch|en cours de modification par|en cours d’édition|está siendo editad|está sendo editad|in modifica da|wordt bewerkt door|редактируется|düzenleniyor|sedang diedit|編集中|编辑中|正在编辑|편집 중',
    'gesperrt|ausgecheckt|verrouillé|bloqueado por|bloqueada por|está bloquead|bloccato da',
    'vergrendeld|заблокирован|kilitli|kilitlen|terkunci|bị khóa|đã khóa|已锁定|被锁定|ロックされて|잠겨|잠금',
  ],
  state: [
    'revocad|revocat|revogad|revoqué|widerrufen|caducad|vencid|expirad|abgelaufen|inactiv|inattiv|deshabilitad|desactivad|desativad|disattivat|suspendid|suspens|gesperrtes konto|отключ|истек|已失效|已撤销|无效状态|失効|만료|비활성',
    'transicion|transição|transizione|übergang|переход|cerrad|finalizad|cancelad|terminad|encerrad|concluíd|detenid|nicht aktiv|no está activ|não está ativ|must first|zuerst|primero|primeiro|сначала|d’abord|먼저',
    'estado actual|en estado|su estado|no admite esta acción|abgeschlossen|archiviert|storniert',
    'im status|déjà clôturé|archivé|état actuel|estado atual|status atual|já foi finalizad',
    'ya fue finalizad|ya está cerrad|ya está cancelad|stato attuale|в статусе|уже закрыт|уже завершен',
    'durumunda|sudah selesai|đã kết thúc|状态不允许|当前状态|已关闭|已完成|已取消|已归档|状態では|완료된|종료된|상태에서',
  ],
  limit: [
    'esgotad|agotad|épuisé|ausverkauft|nicht vorrätig|esaurit|uitverkocht|закончил|распродан|売り切れ|在庫|售罄|库存不足|품절|sin existencias|rupture de stock|sem estoque',
    'no se permite|não é permitido|nicht erlaubt|nicht zulässig|non autorisé|non consentito|не разрешено|запрещено|마지막|할 수 없습니다|允许|不可',
    'überschritten|kontingent|límite|limite|dépassé|excede|superado|превышен|лимит|aşıldı|melebihi',
    'vượt quá|超过|超出|上限|配额|数量限制|超えて|초과|한도',
  ],
  ordinary: [
    'obligatoire|erforderlich|pflichtfeld|muss ausgefullt|darf nicht leer|ist ungultig|kein gultig|ungultige|ne doit pas etre vide',
    'ne doit pas être nul|pas valide|invalide|obligatori|no debe estar vac|no puede estar vac|no es valid|no puede ser nul|inválid|requerid',
    'não pode estar|não pode ser vazi|não é válid|é necessário|non è valid|verplicht|is ongeldig|обязательн|недопустим|неверн|некорректн',
    'geçersiz|zorunlu|gerekli|wajib|tidak valid|bắt buộc|không hợp lệ|wymagan|nieprawidłow|必須|必填|不能为空|无效|不合法|格式错误|入力してください|不正|필수|유효하지|올바르지',
  ],
  parent: [
    'no existe|n’existe pas|existiert nicht|existieren nicht|não existe|non esiste|bestaat niet|не существует|не найден|bulunamadı|tidak ditemukan|không tồn tại|nie istnieje|不存在|未找到|存在しません|見つかりません|존재하지|찾을 수 없',
  ],
  idempotency: ['幂等|冪等|멱등|идемпотент|idempotên|idempotente|idempotenz'],
};

/** What a lower-case text means in another language than English. */
export function inOtherLanguages(text: string): readonly Meaning[] {
  const bare = withoutMarks(text).replace(again, '');
  return known.filter(([, words]) => words.some((word) => bare.includes(word))).map(([meaning]) => meaning);
}

/** "Do not submit again": the word for double is there, and nothing is said of a second one that exists. */
const again = /(请勿|不要|勿)?重[复複](提交|操作|请求|送信)/gu;

/** "Already" in other languages; what is already so depends on what was asked for. */
const alreadyWords =
  /(^|[^\p{L}])(bereits|schon|ya|déjà|deja|já|già|redan|allerede|już|již|už|уже|вече|вже|zaten|sudah|đã|telah)([^\p{L}]|$)|이미|已经|已經|既に|すでに/u;

/** Says the text "already" in a language other than English? */
export function saysAlready(text: string): boolean {
  // With its marks: without them some of these are little words of other languages.
  return alreadyWords.test(text.normalize('NFC'));
}

/** Accents are often left out, in messages as in these lists. */
function withoutMarks(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('đ', 'd')
    .replaceAll('’', "'")
    .normalize('NFC');
}

const known: readonly (readonly [Meaning, readonly string[]])[] = (
  ['exists', 'in-use', 'version', 'busy', 'locked', 'state', 'limit', 'idempotency', 'ordinary', 'parent'] as const
).map((meaning) => [meaning, (pieces[meaning] ?? []).flatMap((line) => line.split('|').map(withoutMarks))]);
